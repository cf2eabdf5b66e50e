import { execFileSync } from "node:child_process";
import { join } from "node:path";
import packageJson from "../package.json";
import { median } from "./median";
import type { Table } from "./table";

/** Runs in a process of its own, where nothing of ours is loaded yet, but what Node-RED itself needs of Node.js is. */
const script = `
  for (const name of ["http", "https", "http2", "zlib", "crypto", "url", "assert", "tty"]) require("node:" + name);
  const before = process.memoryUsage().rss, start = performance.now();
  for (const file of process.argv.slice(1)) require(file);
  console.log(JSON.stringify([performance.now() - start, process.memoryUsage().rss - before]));
`;

/** What the palette adds to Node-RED's start: the time and the memory of loading its nodes' files, axios and all. */
export function loadCost(rounds: number): Table {
  const files = Object.values(packageJson["node-red"].nodes).map((file) => join(__dirname, "..", file));
  const measured = Array.from({ length: rounds }, () => {
    const output = execFileSync(process.execPath, ["-e", script, ...files], { encoding: "utf8" });
    return JSON.parse(output) as readonly [number, number];
  });
  const milliseconds = median(measured.map(([time]) => time));
  const megabytes = median(measured.map(([, bytes]) => bytes / 2 ** 20));
  return {
    title: `Loading the palette, median of ${rounds} processes`,
    head: ["what", "found"],
    rows: [
      ["time", `${milliseconds.toFixed(0)} ms`],
      ["memory", `${megabytes.toFixed(1)} MB`],
    ],
    targets: [
      { text: "of 150 ms", found: milliseconds / 150, atMost: 1 },
      { text: "of 15 MB", found: megabytes / 15, atMost: 1 },
    ],
  };
}
