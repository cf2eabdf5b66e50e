import type { Redis } from "ioredis";
import type { SetAside } from "../set-aside";
import { adopt, drop, retake } from "./decision-scripts";
import { firsts, lineUpLua, sweep, withdraw } from "./line-scripts";
import { ended, finish, mark, turn, unmark } from "./sending-scripts";

/** Whether a message may be sent now; see the script. */
export type Turn =
  | { readonly may: "first"; readonly state: string }
  | { readonly may: "behind"; readonly state: string }
  | { readonly may: "elsewhere"; readonly state: string; readonly isOurs: boolean }
  | { readonly may: "parked" }
  | { readonly may: "ended" };

/** What lines up. */
export interface Lining {
  readonly id: string;
  readonly conversations: ReadonlySet<string>;
  /** Who took the message in, and is to be told. */
  readonly taker: string;
}

/** How a message ended, for all machines. */
export interface Finish {
  readonly id: string;
  /** Names this delivery, so that asking again harms nothing. */
  readonly delivery: string;
  /** What is told to whoever took it in. */
  readonly payload: string;
  /** Whether that is us, and we tell it at once; else it goes through their inbox. */
  readonly isToldHere: boolean;
  /** Where it is set aside: what there is to know of it. */
  readonly aside: { readonly as: SetAside["state"]; readonly state: string; readonly acceptedAt: number } | undefined;
}

/** What the machines know together of each message, besides BullMQ's job. */
export interface MessageBook {
  lineUp(lining: Lining, maxWaiting: number): Promise<"full" | "first" | "behind">;
  /** @returns who is first now */
  withdraw(id: string): Promise<readonly string[]>;
  /** @returns who is first in its lines now, where they wait for nobody else */
  firsts(id: string): Promise<readonly string[]>;
  /** Looks for those who died before their job was there. @returns who is first now */
  sweep(): Promise<readonly string[]>;
  turn(lining: Lining): Promise<Turn>;
  /** @returns whether the message is still in our hands */
  mark(id: string, token: string, state: string, isFlying: boolean): Promise<boolean>;
  /** Takes a mark back that nothing followed. */
  unmark(id: string, state: string): Promise<void>;
  finish(ending: Finish): Promise<{ readonly told: "self" | "inbox" | "gone"; readonly firsts: readonly string[] }>;
  /** What we told at once has been heard of. */
  heard(id: string): Promise<void>;
  /** Lines up anew what was set aside. @returns whether it was set aside */
  retake(lining: Lining, state: string, nowMs: number): Promise<boolean>;
  /** @returns whether it was set aside */
  drop(id: string): Promise<boolean>;
  /** Takes over what a process that is gone was to be told. */
  adopt(deadTaker: string): Promise<void>;
  /** @returns which of these are to be sent no more */
  ended(ids: readonly string[]): Promise<readonly string[]>;
}

/** What the book is told. */
export interface BookOptions {
  /** For what must not wait: fails at once while Redis is away. */
  readonly redis: Redis;
  /** For the rest: waits until Redis is back. */
  readonly patient: Redis;
  /** What all keys of the queue begin with. */
  readonly base: string;
  /** Our name as a taker. */
  readonly taker: string;
  /** This outbox' own name: it is alive as long as this is. */
  readonly instance: string;
  /** How long who lined up may have no job, milliseconds. */
  readonly deadAfterMs: number;
}

/** How long it is known that a message has ended, milliseconds: far longer than an old command can turn up. */
const keepEndedMs = 60_000;
const sweptAtOnce = 100;

export function createMessageBook({ redis, patient, base, taker, instance, deadAfterMs }: BookOptions): MessageBook {
  const linesText = (conversations: ReadonlySet<string>): string => JSON.stringify([...conversations]);
  return {
    async lineUp({ id, conversations, taker: by }, maxWaiting) {
      const args = [id, linesText(conversations), by, maxWaiting, deadAfterMs];
      const answer = await redis.eval(lineUpLua, 1, base, ...args);
      return answer === 1 ? "first" : answer === 0 ? "behind" : "full";
    },
    withdraw: async (id) => texts(await withdraw(patient, base, [id, deadAfterMs])),
    sweep: async () => texts(await sweep(redis, base, [deadAfterMs, sweptAtOnce])),
    firsts: async (id) => texts(await firsts(redis, base, [id, deadAfterMs])),
    async turn({ id, conversations, taker: by }) {
      const [may, state = "", sender] = texts(
        await turn(patient, base, [id, linesText(conversations), by, deadAfterMs]),
      );
      if (may === "first" || may === "behind") return { may, state };
      if (may === "elsewhere") return { may, state, isOurs: sender === instance };
      return { may: may === "parked" ? may : "ended" };
    },
    async mark(id, token, state, isFlying) {
      return (await mark(patient, base, [id, token, instance, state, isFlying ? 1 : 0])) === 1;
    },
    async unmark(id, state) {
      await unmark(patient, base, [id, instance, state]);
    },
    async finish({ id, delivery, payload, isToldHere, aside }) {
      const parked = aside === undefined ? ["", "", 0] : [aside.as, aside.state, aside.acceptedAt];
      const args = [id, delivery, deadAfterMs, payload, ...parked, keepEndedMs, isToldHere ? "self" : "inbox"];
      const [told, ...next] = texts(await finish(patient, base, args));
      return { told: told === "self" || told === "inbox" ? told : "gone", firsts: next };
    },
    async heard(id) {
      await patient.hdel(`${base}own:telling:${taker}`, id);
    },
    async retake({ id, conversations, taker: by }, state, nowMs) {
      return (await retake(redis, base, [id, linesText(conversations), by, state, nowMs])) === 1;
    },
    drop: async (id) => (await drop(redis, base, [id])) !== 0,
    ended: async (ids) => texts(await ended(redis, base, ids)),
    async adopt(deadTaker) {
      await adopt(redis, base, [deadTaker, taker]);
    },
  };
}

function texts(answer: unknown): readonly string[] {
  return Array.isArray(answer) ? answer.map(String) : [];
}
