import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import should from "should";
import { createFakeClock } from "../../../support/fake-clock";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { createJournaledOutbox } from "../../../../src/delivery/outbox/journaled-outbox";
import { createKeptFiles } from "../../../../src/delivery/outbox/kept-files";
import type { KeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { openJournal } from "../../../../src/delivery/outbox/open-journal";
import { context } from "../../client/use-client";
import { createFakeJournal } from "./fake-journal";
import { createFakeService } from "./fake-service";
import { describeOutbox } from "./outbox.conformance";
import { beginProcess, textEntry, until, usualOptions } from "./outbox-process";
import type { OutboxWorld } from "./outbox-world";

/** A world whose processes open their journal so. */
async function begin(open: (folder: string) => Promise<Journal>): Promise<OutboxWorld> {
  const folder = await mkdtemp(join(tmpdir(), "outbox-"));
  const processes: { readonly journal: Journal; hasDied: boolean }[] = [];
  /** Disks take their time. */
  let writing = 0;

  function watched<T>(work: Promise<T>): Promise<T> {
    writing += 1;
    return work.finally(() => (writing -= 1));
  }

  const settled = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await until("all is written", () => writing === 0);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };

  return {
    async open(options, clock) {
      const journal = await open(folder);
      const life = { journal, hasDied: false };
      processes.push(life);
      const files = createKeptFiles(join(folder, "files"));
      return createJournaledOutbox(
        {
          ...journal,
          write: (changes, durable) =>
            life.hasDied ? new Promise(() => undefined) : watched(journal.write(changes, durable)),
        },
        { ...files, keep: (...given) => watched(files.keep(...given)) },
        options,
        clock,
      );
    },
    async crash() {
      for (const life of processes) life.hasDied = true;
      await Promise.all(processes.map(({ journal }) => journal.close()));
    },
    settled,
    async end() {
      await settled();
      for (const life of processes) life.hasDied = true;
      await Promise.all(processes.map(({ journal }) => journal.close()));
      await rm(folder, { recursive: true });
    },
  };
}

describeOutbox({
  name: "in a journal",
  isDurable: true,
  begin() {
    const content = new Map<string, string>();
    return begin(() => Promise.resolve(createFakeJournal(content)));
  },
});

for (const kind of ["level", "log"] as const) {
  describeOutbox({
    name: `on a disk (${kind})`,
    isDurable: true,
    begin: () => begin((folder) => openJournal(join(folder, "journal"), { kind })),
  });
}

describe("the outbox in a journal", () => {
  it("forgets a message when the node behind has heard of it, one turn after it was sent on", async () => {
    const content = new Map<string, string>();
    const events: string[] = [];
    const journal = createFakeJournal(content);
    const world = await begin(() =>
      Promise.resolve({
        ...journal,
        write: (changes, durable) => {
          if (changes.some((change) => "remove" in change)) events.push("forgotten");
          return journal.write(changes, durable);
        },
      }),
    );
    const process = await beginProcess(world, createFakeClock());
    const handed = process.outbox.send(textEntry("1", "ann"), context);
    // As Node-RED hands a message to the next node.
    void handed.then(() => setImmediate(() => events.push("heard")));
    await until("it is on the wire", () => process.service.requests.length === 1);
    process.service.requests[0]?.accept();
    await until("it is forgotten", () => content.size === 0);
    should(events).eql(["heard", "forgotten"]);
    await process.outbox.close();
    await world.end();
  });

  for (const [what, roles] of [
    ["its file", ["file"]],
    ["its file and the thumbnail", ["file", "thumbnail"]],
  ] as const) {
    it(`removes ${what} when a message has been delivered, not before, and nothing of others`, async () => {
      const kept: string[] = [];
      const one = { filename: "a.bin", bytes: 0, mimeType: "image/png", read: () => Readable.from([]) };
      const files: KeptFiles = {
        keep: (id, role) => Promise.resolve(void kept.push(`${id} ${role}`)),
        restore: () => Promise.resolve(one),
        remove: (id) => Promise.resolve(void kept.push(`${id} removed`)),
        removeOthers: () => Promise.resolve(),
      };
      const service = createFakeService(() => true);
      const journal = createFakeJournal();
      const options = { ...usualOptions, deliver: service.deliver, onReturned: nothing, onChanged: nothing };
      const outbox = await createJournaledOutbox(journal, files, options, createFakeClock());
      outbox.start();
      const entry = textEntry("1", "ann");
      const outgoing = { ...entry.outgoing, ...Object.fromEntries(roles.map((role) => [role, one])) };
      const handed = outbox.send({ ...entry, outgoing }, context);
      await until("it is on the wire", () => service.requests.length === 1);
      const [id = ""] = journal.content.keys();
      should(kept.map((line) => line.replace(id, "id"))).eql(["id main", "id thumbnail"].slice(0, roles.length));
      kept.length = 0;
      service.play = ({ accept }) => accept();
      service.requests[0]?.accept();
      await handed;
      await outbox.send(textEntry("2", "ann"), context);
      await outbox.close();
      should(kept).eql([`${id} removed`]);
    });
  }

  it("says of no message that it waits behind others where it is the first", async () => {
    const world = await begin(() => Promise.resolve(createFakeJournal()));
    const process = await beginProcess(world, createFakeClock());
    process.service.play = ({ accept }) => accept();
    const states: string[] = [];
    await process.outbox.send(textEntry("1", "ann"), { ...context, report: ({ state }) => states.push(state) });
    should(states).not.containEql("queued");
    await process.outbox.close();
    await world.end();
  });
});

function nothing(): void {
  // Nobody hears of it here.
}
