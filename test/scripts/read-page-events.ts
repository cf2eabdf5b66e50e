import { enough } from "./enough";

/** A message as the emulator's page gets it. */
export interface ShownMessage {
  readonly id: string;
  readonly timestamp: number;
  readonly imported?: boolean;
  readonly to: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the emulator's page listens to. */
export interface PageEvents {
  /** Waits for so many messages; returns all there are. */
  messages(count: number): Promise<readonly ShownMessage[]>;
  /** Waits until so many messages were taken back; returns their ids, in the order in which they were. */
  recalled(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Listens as the page does, from everything that there is. @param url of the emulator */
export function readPageEvents(url: string): PageEvents {
  const messages: ShownMessage[] = [];
  const recalled: string[] = [];
  const ending = new AbortController();
  const read = async (): Promise<void> => {
    const response = await fetch(`${url}/events`, { signal: ending.signal });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const [, kind, data = ""] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
        if (kind === "message") messages.push(JSON.parse(data) as ShownMessage);
        if (kind === "recalled") recalled.push((JSON.parse(data) as { id: string }).id);
        if (kind === "snapshot") messages.push(...(JSON.parse(data) as { messages: ShownMessage[] }).messages);
      }
    }
  };
  const reading = read().catch(() => undefined);
  return {
    messages: (count) => enough(() => messages, count),
    recalled: (count) => enough(() => recalled, count),
    async close() {
      ending.abort();
      await reading;
    },
  };
}
