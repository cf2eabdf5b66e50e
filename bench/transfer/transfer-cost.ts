import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunOrder } from "../measured-run";
import { median } from "../median";
import { startRunNodeRed } from "../run-node-red";
import type { Run } from "../run-node-red";
import { startSink } from "../start-sink";
import { fileContent, largeBytes, smallBytes } from "./stored-files";
import type { Table } from "../table";
import { addressOf, downloadWays, uploadWays } from "./transfer-ways";
import type { Transfer } from "./transfer-ways";

/** What one way took in one round. */
interface Round {
  readonly single: Run;
  readonly four: Run;
}

const filesInRun = 12;
const scratch = join(__dirname, "..", "..", ".cache", "bench", "files");

/** What uploading a file of 10 MB costs: by the node, by a bare pipe, and by core's nodes. */
export async function uploadCost(rounds: number): Promise<Table> {
  const paths = { large: join(scratch, "large.bin"), small: join(scratch, "small.bin") };
  return withSink(async (serviceUrl) => {
    writeFileSync(paths.large, fileContent(largeBytes));
    writeFileSync(paths.small, fileContent(smallBytes));
    return measure(uploadWays(serviceUrl), serviceUrl, rounds, (file) => ({ payload: paths[file] }));
  });
}

/** What downloading a file of 10 MB to the disk costs: by the node, and by a bare pipe. */
export async function downloadCost(rounds: number): Promise<Table> {
  return withSink(async (serviceUrl) =>
    measure(downloadWays(), serviceUrl, rounds, (file, index) => ({
      payload: addressOf(serviceUrl, file),
      path: join(scratch, `${index % 4}.bin`),
    })),
  );
}

async function withSink(work: (serviceUrl: string) => Promise<Table>): Promise<Table> {
  mkdirSync(scratch, { recursive: true });
  const sink = await startSink("file-sink");
  try {
    return await work(sink.url);
  } finally {
    sink.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measure(
  transfer: Transfer,
  serviceUrl: string,
  rounds: number,
  message: (file: "large" | "small", index: number) => RunOrder["messages"][number],
): Promise<Table> {
  const warmUp = { messages: [message("small", 0)], atOnce: 1 };
  const messages = Array.from({ length: filesInRun }, (_, index) => message("large", index));
  const nodeReds = await Promise.all(transfer.ways.map((way) => startRunNodeRed(way, serviceUrl, warmUp)));
  const measured: Round[][] = nodeReds.map(() => []);
  try {
    // The first is not counted: the code of each way is compiled in it.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [way, nodeRed] of nodeReds.entries()) {
        const single = await nodeRed.run({ messages, atOnce: 1 });
        const four = await nodeRed.run({ messages, atOnce: 4 });
        if (round > 0) measured[way]?.push({ single, four });
      }
    }
  } finally {
    await Promise.all(nodeReds.map((nodeRed) => nodeRed.stop()));
  }
  return tableOf(transfer, measured, rounds);
}

function tableOf({ title, ways }: Transfer, measured: readonly (readonly Round[])[], rounds: number): Table {
  const all = (way: number, load: keyof Round): readonly Run[] => (measured[way] ?? []).map((round) => round[load]);
  const perFile = (way: number, load: keyof Round, fact: "milliseconds" | "cpuMs"): number =>
    median(all(way, load).map((run) => run[fact] / filesInRun));
  const times = (way: number, load: keyof Round): readonly number[] =>
    all(way, load).map((run, round) => run.milliseconds / (all(0, load)[round]?.milliseconds ?? NaN));
  const megabytes = (way: number, load: keyof Round): number =>
    median(all(way, load).map((run) => run.addedBytes / 2 ** 20));
  return {
    title: `${title}: a file of 10 MB, median of ${rounds} interleaved rounds of ${filesInRun} files`,
    head: ["way", "at once", "ms a file", "CPU ms a file", "time against the pipe", "memory above idle"],
    rows: ways.flatMap((way, index) =>
      (["single", "four"] as const).map((load) => [
        way.title,
        load === "single" ? "1" : "4",
        perFile(index, load, "milliseconds").toFixed(1),
        perFile(index, load, "cpuMs").toFixed(1),
        `${median(times(index, load)).toFixed(2)} ×`,
        `${megabytes(index, load).toFixed(1)} MB`,
      ]),
    ),
    targets: [
      { text: "time against the pipe", found: times(1, "single"), atMost: 1.25 },
      {
        text: "memory beyond the pipe's",
        found: megabytes(1, "single") - megabytes(0, "single"),
        atMost: 8,
        unit: "MB",
      },
      {
        text: "memory of four at once beyond that of one",
        found: megabytes(1, "four") - megabytes(1, "single"),
        atMost: 10,
        unit: "MB",
      },
    ],
  };
}
