import type { Emulator } from "../../src/emulator/emulator";
import type { Census, ParkedMessage } from "../../src/delivery/outbox/outbox";
import { arrivals, readPrinted, toSeven } from "./numbered-messages";
import type { Addressing, NumberedEnding } from "./numbered-messages";
import type { NodeRedProcess } from "./node-red-process";

/** An app's outbox, as the editor shows it. */
export interface ShownOutbox {
  readonly census: Census;
  readonly parked: readonly ParkedMessage[];
}

/** Numbered messages that one Node-RED was given, one after the other. */
export interface Batch {
  readonly from: number;
  /** The last that was given to the send node. */
  readonly to: number;
  /** The last that it is known to have taken in, where it was killed: later ones may be gone. Default: all. */
  readonly takenIn?: number;
  /** Default: {@link toSeven}. */
  readonly addressing?: Addressing;
}

/** What is to be accounted for. */
export interface NumbersRun {
  readonly emulator: Emulator;
  /** All processes of the app; the first is asked what its outbox holds. */
  readonly nodeReds: readonly NodeRedProcess[];
  readonly batches: readonly Batch[];
  /** Whether a message may arrive twice where it is said. Default: no. */
  readonly repeatUnknown?: boolean;
}

/**
 * What the editor shows of an app's outbox.
 *
 * @param app the id of its node
 */
export async function lookIntoOutbox(nodeRed: NodeRedProcess, app = "app"): Promise<ShownOutbox> {
  const { body } = await nodeRed.request(`/agora-chat/outbox/${app}`);
  if (!("census" in (body as object))) throw new Error(`no outbox: ${JSON.stringify(body)}`);
  return body as ShownOutbox;
}

/**
 * Accounts for every message to every recipient: each arrived once, or more often where that is said, or nobody knows and
 * it is said and set aside, or it was refused with an error; and those of a conversation arrived in their order.
 *
 * A process that was killed took in one after the other: where a message was seen, all before it had been taken in.
 *
 * @returns what is wrong, in words
 */
export async function problemsOf(run: NumbersRun): Promise<readonly string[]> {
  const lines = run.nodeReds.flatMap((nodeRed) => nodeRed.lines());
  const endings = groupBy(readPrinted(lines).endings, ({ number }) => number);
  const { parked } = await lookIntoOutbox(run.nodeReds[0] as NodeRedProcess);
  const aside = new Set(
    parked
      .filter(({ state }) => state === "uncertain")
      .flatMap(({ to, preview }) => to.map((id) => `${preview} ${id}`)),
  );
  const arrived = groupBy(
    run.emulator.messages().map(({ id, to, body }) => ({ id, key: `${String(body["msg"])} ${to}` })),
    ({ key }) => key,
  );
  const wasSeen = (number: number, to: readonly string[]): boolean =>
    endings.has(number) || to.some((id) => aside.has(`${number} ${id}`) || arrived.has(`${number} ${id}`));
  const problems: string[] = [];

  for (const { from, to: last, takenIn = last, addressing = toSeven } of run.batches) {
    let end = last;
    while (end > takenIn && !wasSeen(end, addressing(end))) end -= 1;
    for (let number = from; number <= end; number += 1) {
      for (const to of addressing(number)) {
        const ids = (arrived.get(`${number} ${to}`) ?? []).map(({ id }) => id);
        const heard = { number, to, ids, endings: endings.get(number) ?? [], isAside: aside.has(`${number} ${to}`) };
        problems.push(...problemsOfOne(heard, run.repeatUnknown === true).map((what) => `${number} to ${to} ${what}`));
      }
    }
  }
  const twice = new Set([...arrived].filter(([, copies]) => copies.length > 1).map(([key]) => key.split(" ")[0]));
  const said = lines.filter((line) => /may (have )?arrive(d)? twice/.test(line)).length;
  if (twice.size > said) problems.push(`${twice.size} arrived twice, ${said} were said to`);
  const defects = lines.filter((line) => /uncaught|unhandled/i.test(line));
  return [...problems, ...disorder(run), ...defects];
}

interface Heard {
  readonly to: string;
  /** Of those that arrived. */
  readonly ids: readonly string[];
  readonly endings: readonly NumberedEnding[];
  /** Whether it is set aside as uncertain. */
  readonly isAside: boolean;
}

function problemsOfOne({ to, ids, endings, isAside }: Heard, repeatUnknown: boolean): readonly string[] {
  const receipts = endings.flatMap((ending) => ending.receipts ?? []).filter((receipt) => receipt.to === to);
  const errors = endings.flatMap((ending) => ending.error ?? []);
  const isUncertain = errors.some(({ uncertain }) => uncertain?.includes(to));
  const isRefused = errors.some(({ unsent }) => unsent?.includes(to));
  const rules: readonly (readonly [string, boolean])[] = [
    ["is missing", ids.length === 0 && !isUncertain && !isRefused],
    ["arrived although it was refused", ids.length > 0 && isRefused],
    ["arrived more than once", ids.length > 1 && !repeatUnknown],
    ["ended, and the flow heard nothing", receipts.length === 0 && !isUncertain && !isRefused],
    ["has a receipt of another", receipts.some(({ messageId }) => !ids.includes(messageId))],
    ["is uncertain and not set aside", isUncertain && !isAside],
    ["is set aside and the flow heard nothing", isAside && !isUncertain],
  ];
  return rules.flatMap(([what, is]) => (is ? [what] : []));
}

/** Numbers of one batch that reached a recipient for the first time after a later one. */
function disorder({ emulator, batches }: NumbersRun): readonly string[] {
  const highest = new Map<string, number>();
  const seen = new Set<string>();
  return arrivals(emulator).flatMap(({ number, to }) => {
    if (seen.has(`${number} ${to}`)) return [];
    seen.add(`${number} ${to}`);
    const batch = batches.findIndex(({ from, to: last }) => from <= number && number <= last);
    const key = `${batch} ${to}`;
    const before = highest.get(key) ?? 0;
    highest.set(key, Math.max(before, number));
    return number < before ? [`${number} to ${to} arrived after ${before}`] : [];
  });
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, readonly Item[]> {
  const groups = new Map<Key, readonly Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
