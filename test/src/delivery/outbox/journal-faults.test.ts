import should from "should";
import type { OutboxOptions } from "../../../../src/delivery/outbox/outbox";
import { createJournaledOutbox } from "../../../../src/delivery/outbox/journaled-outbox";
import type { KeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { settled } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../../client/use-client";
import { createFakeJournal } from "./fake-journal";
import type { FakeJournal } from "./fake-journal";
import { beginProcess, textEntry, usualOptions } from "./outbox-process";
import type { OutboxProcess } from "./outbox-process";

describe("the outbox in a journal that fails, or is damaged", () => {
  let clock: FakeClock;
  let journal: FakeJournal;
  let removed: string[];
  let one: OutboxProcess;

  const files: KeptFiles = {
    keep: () => Promise.resolve(),
    restore: () => Promise.reject(new Error("there are no files")),
    remove(id) {
      removed.push(id);
      return Promise.resolve();
    },
    removeOthers: () => Promise.resolve(),
  };

  async function begin(content = new Map<string, string>(), settings: Partial<OutboxOptions> = {}): Promise<void> {
    journal = createFakeJournal(content);
    const world = {
      open: (options: OutboxOptions) => createJournaledOutbox(journal, files, options, clock),
      crash() {
        journal.die();
        return Promise.resolve();
      },
      settled,
      end: () => Promise.resolve(),
    };
    one = await beginProcess(world, clock, settings);
    one.service.play = ({ accept }) => accept();
  }

  /** Lets an outbox begin over what a process left that took these in and was ended at once. */
  async function beginOver(damage: (content: Map<string, string>) => void, ...texts: readonly string[]): Promise<void> {
    await begin();
    one.service.play = () => undefined;
    for (const text of texts) void one.outbox.send(textEntry(text, "ann"), context);
    await settled();
    await one.crash();
    damage(journal.content);
    // The dead one's timers stand still with its clock.
    clock = createFakeClock();
    await begin(journal.content);
    await turns();
  }

  async function turns(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await settled();
  }

  beforeEach(async () => {
    clock = createFakeClock();
    removed = [];
    await begin();
  });

  afterEach(() => {
    should(clock.pending).equal(0);
  });

  it("takes nothing in that it cannot write", async () => {
    journal.failure = "ENOSPC";
    const error = await failureOf(one.outbox.send(textEntry("1", "ann"), context));
    should(error).match(
      wholeLists({
        code: "CHAT_OUTBOX_FULL",
        details: {
          outcome: "not-sent",
          unsent: ["ann"],
          issues: [{ path: "outbox", problem: "outbox-write-failed", params: { reason: "ENOSPC" } }],
        },
      }),
    );
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 0, failed: 0 });
    should(removed).have.length(1);
    journal.failure = undefined;
    should(await one.outbox.send(textEntry("2", "ann"), context)).have.length(1);
    await turns();
  });

  it("sends nothing that it cannot mark, and tries again a second later", async () => {
    const sending = one.outbox.send(textEntry("1", "ann"), context);
    // Taken in by now, and not marked yet.
    while (journal.content.size === 0) await Promise.resolve();
    journal.failure = "EIO";
    await turns();
    await clock.advance(3_500);
    should(one.service.requests).be.empty();
    should(await one.outbox.census()).match({ waiting: 1 });
    journal.failure = undefined;
    await clock.advance(1_000);
    should(await sending).have.length(1);
    await turns();
    should(journal.content.size).equal(0);
  });

  it("lets a message that cannot be marked grow too old", async () => {
    const failing = failureOf(one.outbox.send(textEntry("1", "ann"), context));
    while (journal.content.size === 0) await Promise.resolve();
    journal.failure = "EIO";
    await clock.advance(usualOptions.maxAgeMs + 1_000);
    should(await failing).match(
      wholeLists({ code: "CHAT_EXPIRED", details: { outcome: "not-sent", unsent: ["ann"] } }),
    );
    journal.failure = undefined;
    await clock.advance(1_000);
    should([...journal.content.keys()].map((key) => key.slice(16))).eql(["", ".state"]);
  });

  it("ends while it waits for a journal that cannot be written", async () => {
    const sending = one.outbox.send(textEntry("1", "ann"), context);
    while (journal.content.size === 0) await Promise.resolve();
    journal.failure = "EIO";
    await turns();
    await one.outbox.close();
    should(await sending).be.undefined();
  });

  it("insists on forgetting what was delivered", async () => {
    one.service.play = ({ accept }) => {
      journal.failure = "EIO";
      accept();
    };
    should(await one.outbox.send(textEntry("1", "ann"), context)).have.length(1);
    await clock.advance(5_000);
    should(journal.content.size).equal(2);
    journal.failure = undefined;
    await clock.advance(1_000);
    should(journal.content.size).equal(0);
  });

  it("leaves a decision open that it cannot write down", async () => {
    one.service.play = ({ fail }) => fail("CHAT_NO_ANSWER", "unknown");
    await failureOf(one.outbox.send(textEntry("1", "ann"), context));
    await turns();
    journal.failure = "EROFS";
    for (const decision of ["send", "drop"] as const) {
      const issues = [{ path: "outbox", problem: "outbox-write-failed", params: { reason: "EROFS" } }];
      should(await failureOf(one.outbox.decide("all", decision))).match(
        wholeLists({ code: "CHAT_OUTBOX_FULL", details: { outcome: "not-sent", unsent: [], issues } }),
      );
      should(await one.outbox.census()).eql({ waiting: 0, uncertain: 1, failed: 0 });
    }
    journal.failure = undefined;
    should(await one.outbox.decide("all", "drop")).equal(1);
    await turns();
    should(journal.content.size).equal(0);
  });

  it("keeps a message until it has arrived that was to be dropped and could not be", async () => {
    one.service.play = ({ fail }) => fail("CHAT_NO_ANSWER", "unknown");
    await failureOf(one.outbox.send(textEntry("1", "ann"), context));
    await turns();
    const [id = ""] = journal.content.keys();
    journal.failure = "EROFS";
    await failureOf(one.outbox.decide("all", "drop"));
    journal.failure = undefined;
    one.service.play = () => undefined;
    should(await one.outbox.decide("all", "send")).equal(1);
    await turns();
    should([...journal.content.keys()]).eql([id, `${id}.state`]);
    one.service.requests[1]?.accept();
    await turns();
    should(journal.content.size).equal(0);
  });

  for (const [name, damaged] of [
    ["altogether", () => "\u0000\u0000"],
    ["behind its first line", (text: string) => text.slice(0, text.indexOf("\n") + 20)],
    ["in its recipients", (text: string) => text.replace('["ann"]', "[7]")],
  ] as const) {
    it(`shows an entry that is damaged ${name}, and goes on with the others`, async () => {
      await beginOver(
        (content) => {
          const [first = ""] = content.keys();
          content.set(first, damaged(content.get(first) ?? ""));
          content.delete(`${first}.state`);
        },
        "1",
        "2",
      );
      should(one.service.requests.map(({ line }) => line)).eql(["2>ann"]);
      should(await one.outbox.census()).eql({ waiting: 0, uncertain: 0, failed: 1 });
      should((await one.outbox.parked(1))[0]).match({ state: "failed", code: "CHAT_INVALID_INPUT", preview: "" });
      should(await one.outbox.decide("all", "send")).equal(0);
      should(await one.outbox.decide("all", "drop")).equal(1);
      should(journal.content.size).equal(0);
    });
  }

  it("takes a message whose state is damaged for one that was on the wire", async () => {
    await beginOver((content) => {
      for (const key of content.keys()) if (key.endsWith(".state")) content.set(key, '{"done":7}');
    }, "1");
    should(one.service.requests).be.empty();
    should(one.returned[0]?.ending).match(
      wholeLists({ error: { code: "CHAT_NO_ANSWER", details: { uncertain: ["ann"] } } }),
    );
  });

  it("tells of a chat message even where the flow's message is damaged", async () => {
    await beginOver(
      (content) => {
        for (const [key, text] of content)
          if (!key.endsWith(".state")) content.set(key, text.replace(/\n\{"_msgid.*/, "\n{"));
      },
      "1",
      "2",
    );
    should(one.service.requests.map(({ line }) => line)).eql(["2>ann"]);
    should(one.returned.map(({ nodeId, flowMessage }) => [nodeId, flowMessage])).eql([
      ["node-1", {}],
      ["node-1", {}],
    ]);
  });

  it("leaves a journal alone that a later version has written", async () => {
    const content = new Map([["0000000000000001", '{"format":2}\n']]);
    const error = await failureOf(begin(content));
    const issues = [{ path: "outbox", problem: "outbox-newer-version", params: { found: 2 } }];
    should(error).match(wholeLists({ code: "CHAT_NOT_CONFIGURED", details: { issues } }));
    should(content.size).equal(1);
  });

  it("takes a message for new where its time cannot be right", async () => {
    const acceptedAt = clock.now() + 5 * 365 * 86_400_000;
    await begin();
    one.service.play = () => undefined;
    void one.outbox.send(textEntry("1", "ann"), context);
    void one.outbox.send(textEntry("2", "ann"), { ...context, acceptedAt });
    void one.outbox.send(textEntry("3", "ann"), { ...context, acceptedAt: 86_400_000 });
    await settled();
    await one.crash();
    clock = createFakeClock();
    await begin(journal.content);
    await turns();
    should(one.service.requests.map(({ line }) => line)).eql(["2>ann", "3>ann"]);
  });
});
