import type { Clock } from "../../../../src/client/clock";
import type { ChatType } from "../../../../src/client/message";
import type { Outbox, OutboxEntry, OutboxOptions, Returned } from "../../../../src/delivery/outbox/outbox";
import { createFakeService } from "./fake-service";
import type { FakeService } from "./fake-service";
import type { OutboxWorld } from "./outbox-world";

/** A process with an outbox in it. */
export interface OutboxProcess {
  readonly outbox: Outbox;
  readonly service: FakeService;
  readonly returned: readonly Returned[];
  readonly changes: number;
  /** Ends it as kill -9 does. */
  crash(): Promise<void>;
}

/** Settings of the tests where they say nothing else. */
export const usualOptions = { repeatUnknown: false, maxAgeMs: 60_000, maxWaiting: 1_000, graceMs: 5_000 };

/** Opens an outbox over what earlier processes left, and starts it. */
export async function beginProcess(
  world: OutboxWorld,
  clock: Clock,
  settings: Partial<OutboxOptions> = {},
): Promise<OutboxProcess> {
  let isAlive = true;
  let changes = 0;
  const returned: Returned[] = [];
  const service = createFakeService(() => isAlive);
  const outbox = await world.open(
    {
      ...usualOptions,
      deliver: service.deliver,
      onReturned: (one) => {
        if (isAlive) returned.push(one);
      },
      onChanged: () => {
        changes += 1;
      },
      ...settings,
    },
    clock,
  );
  outbox.start();
  return {
    outbox,
    service,
    returned,
    get changes() {
      return changes;
    },
    async crash() {
      isAlive = false;
      await world.crash();
    },
  };
}

/** What a node hands in. */
export function textEntry(text: string, to: string | readonly string[], chatType: ChatType = "users"): OutboxEntry {
  const recipients = typeof to === "string" ? [to] : to;
  const body = { type: "txt", fields: { msg: text } } as const;
  return {
    outgoing: { message: { chatType, to: recipients, body, onlineOnly: false, syncDevice: false } },
    nodeId: "node-1",
    flowMessage: { _msgid: `id-${text}`, payload: text, raw: Buffer.from(text) },
  };
}

/** Waits, in real time, until something has come about that no clock of the test moves. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    if (tries === 2_000) throw new Error(`it did not come about: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, tries < 20 ? 0 : 4));
  }
}
