import { isChatError } from "../../src/client/chat-error";
import type { HistoryRequest } from "../../src/client/history/history-request";
import { parseFilter } from "../../src/client/history/parse-filter";
import { parseHours } from "../../src/client/history/parse-hours";
import { invalidInput } from "../../src/client/invalid-input";
import type { Issue } from "../../src/client/issue";
import { kindOf } from "../../src/client/parsing/values";
import { collectIssues } from "../node-kit/collect-issues";
import type { NodeWork } from "../node-kit/node-definition";
import type { ReadField } from "../node-kit/read-field";
import type { SavedProperties } from "../node-kit/saved-properties";
import { findTarget } from "./find-target";
import type { HourTarget } from "./hour-target";

/** What the dialog's fields ask for. */
export interface RequestReading {
  readonly request: HistoryRequest;
  readonly output: OutputChoice;
}

/** What is to become of the messages. */
export type OutputChoice =
  | { readonly kind: "message" }
  | { readonly kind: "batch"; readonly batchSize: number }
  | { readonly kind: "file"; readonly target: HourTarget };

const mostInBatch = 10_000;

/**
 * Reads the node's fields; those that the chosen output does not show may hold anything.
 *
 * @throws `CHAT_INVALID_INPUT` with every problem and its field
 */
export async function readRequest({ app, saved, read, resolvePath }: NodeWork): Promise<RequestReading> {
  const issues: Issue[] = [];
  const readField = collectIssues(read, issues);
  const [start, end] = [await readField("start"), await readField("end")];
  const { chatTypes, messageTypes } = saved;
  const parties = { sender: await readField("sender"), receiver: await readField("receiver") };
  const output = await readOutput(saved, readField, resolvePath, issues);
  const hours = parseHours(start, end, app.historyOffsetHours, issues);
  const filter = parseFilter({ chatTypes, messageTypes, ...parties }, issues);
  if (issues.length === 0 && output !== undefined) return { request: { hours, filter }, output };
  throw invalidInput("history", issues);
}

async function readOutput(
  saved: SavedProperties,
  read: ReadField,
  resolvePath: NodeWork["resolvePath"],
  issues: Issue[],
): Promise<OutputChoice | undefined> {
  const { output = "message", batchSize = 500 } = saved;
  switch (output) {
    case "message":
      return { kind: output };
    case "batch":
      return { kind: output, batchSize: readBatchSize(batchSize, issues) };
    case "file": {
      const path = pathOf(await read("path"), issues);
      const target = path === undefined ? undefined : await targetAt(resolvePath(path), issues);
      return target === undefined ? undefined : { kind: output, target };
    }
    default:
      issues.push({ path: "output", problem: "not-a-choice", params: { allowed: "message, batch, file" } });
      return undefined;
  }
}

/** @returns of no use where it is a problem */
function readBatchSize(value: unknown, issues: Issue[]): number {
  const size = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof size !== "number" || !Number.isInteger(size)) {
    issues.push({ path: "batchSize", problem: "not-a-number", params: { found: kindOf(value) } });
  } else if (size < 1 || size > mostInBatch) {
    issues.push({ path: "batchSize", problem: "out-of-range", params: { found: size, least: 1, most: mostInBatch } });
  }
  return Number(size);
}

function pathOf(value: unknown, issues: Issue[]): string | undefined {
  if (typeof value === "string" && value.trim() !== "") return value;
  const isMissing = value === undefined || value === null || typeof value === "string";
  issues.push(
    isMissing
      ? { path: "path", problem: "required" }
      : { path: "path", problem: "not-text", params: { found: kindOf(value) } },
  );
  return undefined;
}

async function targetAt(path: string, issues: Issue[]): Promise<HourTarget | undefined> {
  try {
    return await findTarget(path);
  } catch (error) {
    if (!isChatError(error, "CHAT_INVALID_INPUT")) throw error;
    issues.push(...(error.details.issues ?? []));
    return undefined;
  }
}
