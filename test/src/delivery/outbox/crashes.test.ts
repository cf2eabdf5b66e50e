import should from "should";
import type { Returned } from "../../../../src/delivery/outbox/outbox";
import { createJournaledOutbox } from "../../../../src/delivery/outbox/journaled-outbox";
import type { KeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { createFakeClock } from "../../../support/fake-clock";
import { context } from "../../client/use-client";
import { createFakeJournal } from "./fake-journal";
import type { Death } from "./fake-journal";
import { createFakeService } from "./fake-service";
import { textEntry, usualOptions } from "./outbox-process";

const groups = ["g1", "g2", "g3", "g4"];
const messages: readonly Parameters<typeof textEntry>[] = [
  ["1", "ann"],
  ["2", ["ann", "bob"]],
  ["3", groups, "chatgroups"],
  ["4", "bob"],
  ["5", "g2", "chatgroups"],
];

const noFiles: KeptFiles = {
  keep: () => Promise.resolve(),
  restore: () => Promise.reject(new Error("there are no files")),
  remove: () => Promise.resolve(),
  removeOthers: () => Promise.resolve(),
};

/** Where a process ends; `undefined`: it does not. */
type End = Omit<Death, "onDeath"> | undefined;

/** What came about in all processes together. */
interface Course {
  /** `text>recipient`, for each time that it arrived. */
  readonly arrived: string[];
  /** What callers and nodes were told, by text. */
  readonly told: Map<string, Returned[]>;
  readonly content: Map<string, string>;
  /** All that was ever written. */
  readonly written: string[];
  /** Of the last process. */
  census: unknown;
}

/** Runs one process after the other over the same disk; the first takes the messages in. */
async function run(ends: readonly End[], repeatUnknown: boolean): Promise<{ course: Course; writes: number }> {
  const course: Course = { arrived: [], told: new Map(), content: new Map(), written: [], census: undefined };
  let writes = 0;
  for (const [index, end] of ends.entries()) {
    const life = { isOver: false };
    const tell = (one: Returned): void => {
      const text = String(one.flowMessage["payload"]);
      if (!life.isOver) course.told.set(text, [...(course.told.get(text) ?? []), one]);
    };
    const onDeath = (): void => void (life.isOver = true);
    const onWrite = (value: string): void => void course.written.push(value);
    const journal = createFakeJournal(course.content, end && { ...end, onDeath }, onWrite);
    const service = createFakeService(() => !life.isOver);
    service.play = ({ text, to, accept }) => {
      course.arrived.push(...to.map((id) => `${text}>${id}`));
      setImmediate(accept);
    };
    const options = { ...usualOptions, repeatUnknown, deliver: service.deliver, onReturned: tell };
    const outbox = await createJournaledOutbox(
      journal,
      noFiles,
      { ...options, onChanged: () => undefined },
      createFakeClock(),
    );
    outbox.start();
    for (const message of index === 0 ? messages : []) {
      const entry = textEntry(...message);
      void outbox
        .send(entry, context)
        .then((receipts) => receipts && tell({ ...entry, ending: { receipts }, mayBeDouble: false }));
    }
    for (let turn = 0; turn < 40 && !life.isOver; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    course.census = await outbox.census();
    writes = journal.writes;
  }
  return { course, writes };
}

/** Each recipient of each message that was taken in: once, or said to be uncertain, or twice and said so; never neither. */
function check({ arrived, told, written, census }: Course, why: string): void {
  for (const [text, to] of messages) {
    const all = told.get(text) ?? [];
    if (all.length === 0) {
      const isTaken = written.some((value) => value.includes(`"payload":"${text}"`));
      should(isTaken).equal(false, `${why}: ${text} was taken in, and nobody heard of it`);
      continue;
    }
    const uncertain = all.flatMap(({ ending }) =>
      "error" in ending ? (ending.error.details.uncertain ?? []).map(String) : [],
    );
    const mayBeDouble = all.some((one) => one.mayBeDouble);
    for (const id of typeof to === "string" ? [to] : to) {
      const times = arrived.filter((one) => one === `${text}>${id}`).length;
      const isSaid = times === 1 || (times === 0 && uncertain.includes(id)) || (times > 1 && mayBeDouble);
      should(isSaid).equal(true, `${why}: ${text}>${id} arrived ${times} times`);
    }
  }
  should((census as { waiting: number }).waiting).equal(0, why);
}

describe("the outbox in a journal, whenever its process ends", () => {
  for (const repeatUnknown of [false, true]) {
    const setting = repeatUnknown ? "rather twice" : "rather never";

    it(`loses nothing and doubles nothing unsaid, at each write (${setting})`, async () => {
      const { course, writes } = await run([undefined], repeatUnknown);
      check(course, "no crash");
      should(course.content.size).equal(0);
      should(writes).be.above(10);
      for (let atWrite = 1; atWrite <= writes; atWrite += 1) {
        for (const [isWritten, isPowerCut] of [
          [false, false],
          [true, false],
          [false, true],
          [true, true],
        ] as const) {
          const crashed = await run([{ atWrite, isWritten, isPowerCut }, undefined], repeatUnknown);
          check(crashed.course, `write ${atWrite}, written: ${isWritten}, power cut: ${isPowerCut}`);
        }
      }
    });

    it(`loses nothing and doubles nothing unsaid, when it ends twice (${setting})`, async () => {
      const { writes } = await run([undefined], repeatUnknown);
      for (let first = 2; first <= writes; first += 2) {
        for (let second = 1; second <= 8; second += 1) {
          const end = { atWrite: second, isWritten: second % 2 === 0, isPowerCut: second % 3 === 0 };
          const ends = [{ atWrite: first, isWritten: true, isPowerCut: first % 4 === 0 }, end, undefined];
          check((await run(ends, repeatUnknown)).course, `writes ${first} and ${second}`);
        }
      }
    });
  }
});
