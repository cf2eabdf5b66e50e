import { setTimeout as pause } from "node:timers/promises";
import { enough } from "./enough";

/** A message as the emulator's page gets it. */
export interface ShownMessage {
  readonly id: string;
  readonly timestamp: number;
  readonly imported?: boolean;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The meter of the emulator's page. */
export interface ShownCounts {
  readonly acceptedInLastSecond: number;
  readonly accepted: number;
  readonly refused: number;
}

/** Who hears what is written on the emulator's page. */
export interface ShownCallbacks {
  readonly postSend: boolean;
  readonly preSend: boolean;
}

/** What the emulator's page listens to. */
export interface PageEvents {
  /** Waits for so many messages; returns all there are. */
  messages(count: number): Promise<readonly ShownMessage[]>;
  /** Waits until so many messages were taken back; returns their ids, in the order in which they were. */
  recalled(count: number): Promise<readonly string[]>;
  /** Waits until the emulator has said so many times that it goes away; returns for how many milliseconds. */
  away(count: number): Promise<readonly number[]>;
  /** Waits for the first snapshot; returns whom the emulator calls back. */
  callsBack(): Promise<ShownCallbacks | undefined>;
  /** All that the meter has shown so far. */
  counts(): readonly ShownCounts[];
  close(): Promise<void>;
}

/** Listens as the page does, from everything that there is, over every outage. @param url of the emulator */
export function readPageEvents(url: string): PageEvents {
  const messages = new Map<string, ShownMessage>();
  const recalled: string[] = [];
  const away: number[] = [];
  const counts: ShownCounts[] = [];
  const callbacks: ShownCallbacks[] = [];
  const ending = new AbortController();

  function take(kind: string, data: string): void {
    if (kind === "message") add(JSON.parse(data) as ShownMessage);
    if (kind === "recalled") recalled.push((JSON.parse(data) as { id: string }).id);
    if (kind === "away") away.push((JSON.parse(data) as { ms: number }).ms);
    if (kind === "counts") counts.push(JSON.parse(data) as ShownCounts);
    if (kind === "snapshot") takeAll(JSON.parse(data) as Snapshot);
  }

  function takeAll(snapshot: Snapshot): void {
    snapshot.messages.forEach(add);
    callbacks.push(snapshot.callbacks);
  }

  function add(message: ShownMessage): void {
    if (!messages.has(message.id)) messages.set(message.id, message);
  }

  async function readStream(): Promise<void> {
    const response = await fetch(`${url}/events`, { signal: ending.signal });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const [, kind = "", data = ""] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
        take(kind, data);
      }
    }
  }

  async function read(): Promise<void> {
    for (let isOpen = true; isOpen;) {
      await readStream().catch(() => undefined);
      isOpen = await pause(50, true, { signal: ending.signal }).catch(() => false);
    }
  }

  const reading = read();
  return {
    messages: (count) => enough(() => [...messages.values()], count),
    recalled: (count) => enough(() => recalled, count),
    away: (count) => enough(() => away, count),
    callsBack: async () => (await enough(() => callbacks, 1)).at(-1),
    counts: () => counts,
    async close() {
      ending.abort();
      await reading;
    },
  };
}

interface Snapshot {
  readonly messages: readonly ShownMessage[];
  readonly callbacks: ShownCallbacks;
}
