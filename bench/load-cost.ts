import { execFileSync } from "node:child_process";
import { join } from "node:path";
import packageJson from "../package.json";
import { median } from "./median";
import type { Table } from "./table";

const root = join(__dirname, "..");

/** Runs in a process of its own, where nothing of ours is loaded yet, but what Node-RED itself needs of Node.js is. */
const script = `
  for (const name of ["http", "https", "http2", "zlib", "crypto", "url", "assert", "tty"]) require("node:" + name);
  const before = process.memoryUsage().rss, start = performance.now();
  for (const file of process.argv.slice(1)) require(file);
  const loaded = [performance.now() - start, process.memoryUsage().rss - before];
  require("agora-token");
  console.log(JSON.stringify([...loaded, performance.now() - start, process.memoryUsage().rss - before]));
`;

/** What the palette adds to Node-RED's start, and what is loaded with the first app that is deployed. */
export function loadCost(rounds: number): Table {
  const files = Object.values(packageJson["node-red"].nodes).map((file) => join(root, file));
  const measured = Array.from({ length: rounds }, () => {
    const output = execFileSync(process.execPath, ["-e", script, ...files], { encoding: "utf8", cwd: root });
    return JSON.parse(output) as readonly [number, number, number, number];
  });
  const milliseconds = median(measured.map(([time]) => time));
  const megabytes = median(measured.map(([, bytes]) => bytes / 2 ** 20));
  const withApp = {
    milliseconds: median(measured.map(([, , time]) => time)),
    megabytes: median(measured.map(([, , , bytes]) => bytes / 2 ** 20)),
  };
  return {
    title: `Loading the palette, median of ${rounds} processes`,
    head: ["what", "time", "memory"],
    rows: [
      ["the palette's files", `${milliseconds.toFixed(0)} ms`, `${megabytes.toFixed(1)} MB`],
      ["and what the first app loads", `${withApp.milliseconds.toFixed(0)} ms`, `${withApp.megabytes.toFixed(1)} MB`],
    ],
    targets: [
      { text: "of 150 ms", found: measured.map(([time]) => time / 150), atMost: 1 },
      { text: "of 15 MB", found: measured.map(([, bytes]) => bytes / 2 ** 20 / 15), atMost: 1 },
    ],
  };
}
