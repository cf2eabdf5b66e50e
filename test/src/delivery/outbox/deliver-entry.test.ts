import should from "should";
import type { Call, Progress } from "../../../../src/client/call";
import { isChatError } from "../../../../src/client/chat-error";
import type { LocalFile } from "../../../../src/client/files/local-file";
import type { Message } from "../../../../src/client/message";
import type { Receipt } from "../../../../src/client/sending/receipt";
import type { DeliveryContext } from "../../../../src/delivery/outbox/delivery-context";
import { deliverEntry } from "../../../../src/delivery/outbox/deliver-entry";
import type { EntryDelivery, EntryEnding } from "../../../../src/delivery/outbox/deliver-entry";
import type { JournaledEntry } from "../../../../src/delivery/outbox/entry-store";
import { untouched } from "../../../../src/delivery/outbox/entry-state";
import type { EntryState } from "../../../../src/delivery/outbox/entry-state";
import { createFlight } from "../../../../src/delivery/outbox/flight";
import type { Flight } from "../../../../src/delivery/outbox/flight";
import type { StoredEntry } from "../../../../src/delivery/outbox/stored-entry";
import type { OutgoingMessage } from "../../../../src/delivery/sending/send-with-files";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { failure } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";

const acceptedAt = 1_760_000_000_000;
const maxAgeMs = 60_000;
const everybody = ["a", "b", "c"];
const body = { type: "txt", fields: { msg: "dry" } } as const;
const message: Message = { chatType: "users", to: everybody, body, onlineOnly: false, syncDevice: false };
const stored: StoredEntry = { nodeId: "node-1", message, restrictAccess: true };
const receipt = (to: string): Receipt => ({ to, chatType: "users", messageId: `id-${to}`, timestamp: 1 });
const unread = (to: string): Receipt => ({ to, chatType: "users", messageId: null, timestamp: null });
const callTo = (...to: readonly string[]): Call => ({
  operation: "send-message",
  method: "POST",
  path: "messages/users",
  signedIn: true,
  recipients: { chatType: "users", to },
});
const upload: Call = { operation: "upload-file", method: "POST", path: "chatfiles", signedIn: true };

/** What the delivery below hears: all that there is to be told. */
type Deliver = (outgoing: OutgoingMessage, context: Required<DeliveryContext>) => Promise<readonly Receipt[]>;

describe("the delivery of a message that is kept", () => {
  let clock: FakeClock;
  let flight: Flight;
  let entry: JournaledEntry;
  /** Its state, each time that it was written, and whether before anything else happened. */
  let written: (readonly ["durably" | "later", EntryState])[];
  let diskFailure: Error | undefined;
  let progress: Progress[];

  beforeEach(() => {
    clock = createFakeClock(acceptedAt);
    flight = createFlight(clock, 5_000);
    entry = { id: "1", text: "", state: untouched, hasRecord: false, isRemoved: false };
    written = [];
    diskFailure = undefined;
    progress = [];
  });

  /** An expectation that fails within a delivery is no ending of it: it fails the test. */
  async function run(deliver: Deliver, given: StoredEntry = stored): Promise<EntryEnding> {
    const broken: unknown[] = [];
    const store: EntryDelivery["store"] = {
      save: ({ state }) => void written.push(["later", state]),
      saveDurably: (entries) => {
        if (diskFailure !== undefined) return Promise.reject(diskFailure);
        entries.forEach(({ state }) => written.push(["durably", state]));
        return Promise.resolve();
      },
    };
    const files = {
      restore: (id: string, role: string, { filename }: { readonly filename: string }) =>
        Promise.resolve({ filename: `${id} ${role} ${filename}` } as LocalFile),
    };
    const report = (one: Progress): void => void progress.push(one);
    const delivery: EntryDelivery["deliver"] = async (outgoing, context) => {
      try {
        return await deliver(outgoing, context as Required<DeliveryContext>);
      } catch (error) {
        if (!isChatError(error)) broken.push(error);
        throw error;
      }
    };
    const world = { deliver: delivery, files, store, clock, maxAgeMs };
    const ending = await deliverEntry(world, entry, given, acceptedAt, flight, report);
    if (broken.length > 0) throw broken[0];
    return ending;
  }

  /** Never called. */
  const nobody: Deliver = () => Promise.reject(new Error("it was delivered"));

  it("ends at once where everybody has got it", async () => {
    entry.state = { ...untouched, done: everybody.map(receipt) };
    should(await run(nobody)).eql({ receipts: [] });
  });

  it("gives up a message whose time is up, to the millisecond", async () => {
    await clock.advance(maxAgeMs - 1);
    should(await run(() => Promise.resolve([receipt("a")]))).have.property("receipts");
    await clock.advance(1);
    should(await run(nobody)).match(wholeLists({ error: { code: "CHAT_EXPIRED", details: { unsent: everybody } } }));
  });

  it("goes to those who have not got it, as it was taken in, with its files", async () => {
    entry.state = { ...untouched, done: [receipt("a")] };
    const facts = { bytes: 1, mimeType: "image/png" };
    const given = { ...stored, file: { filename: "f", ...facts }, thumbnail: { filename: "t", ...facts } };
    const ending = await run((outgoing, context) => {
      should(outgoing).eql({
        message: { ...message, to: ["b", "c"] },
        restrictAccess: true,
        file: { filename: "1 main f" },
        thumbnail: { filename: "1 thumbnail t" },
      });
      should(context.acceptedAt).equal(acceptedAt);
      should(context.signal).equal(flight.signal);
      return Promise.resolve([receipt("b"), receipt("c")]);
    }, given);
    should(ending).eql({ receipts: [receipt("b"), receipt("c")] });
  });

  it("has no files where there were none", async () => {
    await run((outgoing) => {
      should(outgoing).eql({ message, restrictAccess: true });
      return Promise.resolve([]);
    });
  });

  it("marks who may be getting it before each request, and takes the mark back with the receipts", async () => {
    await run(async (_outgoing, { beforeSending, onReceipts }) => {
      await beforeSending(callTo("a", "b", "somebody else"));
      should(flight.isOnWire).be.true();
      should(written).eql([["durably", { ...untouched, flying: ["a", "b"] }]]);
      onReceipts([receipt("a"), receipt("b")]);
      should(written.slice(1)).eql([["later", { ...untouched, done: [receipt("a"), receipt("b")] }]]);
      await beforeSending(callTo("c"));
      should(entry.state).eql({ ...untouched, done: [receipt("a"), receipt("b")], flying: ["c"] });
      onReceipts([receipt("c")]);
      // All is done: what is written next takes it out.
      should(written).have.length(3);
      return everybody.map(receipt);
    });
    should(entry.state).eql({ ...untouched, done: everybody.map(receipt) });
  });

  it("knows of those who were passed over without a word that they have got it", async () => {
    await run(async (_outgoing, { beforeSending }) => {
      await beforeSending(callTo("c"));
      should(entry.state).eql({ ...untouched, done: [unread("a"), unread("b")], flying: ["c"] });
      return [];
    });
  });

  it("asks for no second receipt of whom it knows", async () => {
    await run(async (_outgoing, { beforeSending, onReceipts }) => {
      onReceipts([receipt("a")]);
      await beforeSending(callTo("c"));
      should(entry.state.done).eql([receipt("a"), unread("b")]);
      return [];
    });
  });

  it("writes nothing for an upload, nor for a try whose mark is there", async () => {
    await run(async (_outgoing, { beforeSending }) => {
      await beforeSending(upload);
      await beforeSending(callTo("somebody else"));
      should(written).be.empty();
      await beforeSending(callTo("a"));
      await beforeSending(callTo("a"));
      await beforeSending(upload);
      should(written).eql([["durably", { ...untouched, flying: ["a"] }]]);
      return [];
    });
  });

  it("takes the mark back when a try is known not to have arrived, and leaves it otherwise", async () => {
    const retrying = { state: "retrying", delayMs: 1, code: "CHAT_UNREACHABLE" } as const;
    await run(async (_outgoing, { beforeSending, report }) => {
      await beforeSending(callTo("a"));
      const lost = { ...retrying, mayHaveArrived: true, mayDouble: false };
      report(lost);
      should(flight.isOnWire).be.false();
      should(entry.state.flying).eql(["a"]);
      report({ state: "sending" });
      should(entry.state.flying).eql(["a"]);
      const unsent = { ...retrying, mayHaveArrived: false, mayDouble: false };
      report(unsent);
      should(entry.state).eql(untouched);
      should(written).have.length(2);
      report(unsent);
      should(written).have.length(2);
      should(progress).eql([lost, { state: "sending" }, unsent, unsent]);
      return [];
    });
  });

  it("sends nothing that it could not mark, and waits on", async () => {
    diskFailure = Object.assign(new Error("disk full"), { code: "ENOSPC" });
    const ending = await run(async (_outgoing, { beforeSending }) => {
      const refused: unknown = await beforeSending(callTo("a")).catch((error: unknown) => error);
      should(refused).match(
        wholeLists({
          code: "CHAT_OUTBOX_FULL",
          details: { operation: "send-message", outcome: "not-sent", issues: [{ params: { reason: "ENOSPC" } }] },
        }),
      );
      should(flight.isOnWire).be.false();
      should(isChatError(refused)).be.true();
      throw refused;
    });
    should(ending).equal("unmarked");
    should(entry.state).eql(untouched);
    should(written).eql([["later", untouched]]);
  });

  it("is over where a mark could not be written and somebody is in doubt already", async () => {
    const doubt = failure("CHAT_NO_ANSWER", "unknown", { sent: [], unsent: ["b", "c"], uncertain: ["a"] });
    const ending = await run(async (_outgoing, { beforeSending }) => {
      diskFailure = new Error("disk full");
      await beforeSending(callTo("a")).catch(() => undefined);
      throw doubt;
    });
    should(ending).eql({ error: doubt });
  });

  it("waits on where it is stopped, with what is known of everybody", async () => {
    entry.state = { ...untouched, done: [receipt("a")] };
    const stop = failure("CHAT_STOPPED", "unknown", { sent: [receipt("b")], unsent: [], uncertain: ["c"] });
    const ending = await run(() => {
      flight.stop();
      return Promise.reject(stop);
    });
    should(ending).equal("stopped");
    const state = { ...untouched, done: [receipt("a"), receipt("b")], flying: ["c"] };
    should(written).eql([["later", state]]);
  });

  it("takes a stop that says nothing of anybody for a try that everybody may have got", async () => {
    const ending = await run(() => {
      flight.stop();
      return Promise.reject(failure("CHAT_STOPPED", "unknown"));
    });
    should(ending).equal("stopped");
    should(written).eql([["later", { ...untouched, flying: everybody }]]);
  });

  it("is over with any other error, stopped or not", async () => {
    const refusal = failure("CHAT_REJECTED", "not-sent");
    should(await run(() => Promise.reject(refusal))).eql({ error: refusal });
    const stop = failure("CHAT_STOPPED", "not-sent");
    should(await run(() => Promise.reject(stop))).eql({ error: stop });
    flight.stop();
    should(await run(() => Promise.reject(refusal))).eql({ error: refusal });
    should(written).be.empty();
  });
});
