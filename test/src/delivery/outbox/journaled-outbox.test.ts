import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { createJournaledOutbox } from "../../../../src/delivery/outbox/journaled-outbox";
import { createKeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { openJournal } from "../../../../src/delivery/outbox/open-journal";
import { createFakeJournal } from "./fake-journal";
import { describeOutbox } from "./outbox.conformance";
import { until } from "./outbox-process";
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
