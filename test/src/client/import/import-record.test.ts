import should from "should";
import { importJson, importRecord } from "../../../../src/client/import/import-record";
import type { ImportRecord } from "../../../../src/client/import/import-record";
import { createFakeSend } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../use-client";

const record: ImportRecord = {
  chatType: "users",
  json: { from: "sensor-7", target: "alice.k", type: "txt", body: { msg: "soil too dry" } },
  conversation: "alice.k sensor-7",
  timestamp: 1_759_993_234_567,
};

const accepted = { entities: [], data: { msg_id: "1402233445566770001" } };

describe("the import of a record", () => {
  it("asks in the service's words, and never twice", async () => {
    const fake = createFakeSend((seen) => seen.answer(accepted));
    should(await importRecord(fake.send, record, context)).equal("1402233445566770001");
    await importRecord(fake.send, { ...record, chatType: "chatgroups" }, context);
    should(fake.calls.map(({ call }) => call)).match(
      wholeLists([
        { operation: "import", method: "POST", path: "messages/users/import", signedIn: true },
        { path: "messages/chatgroups/import" },
      ]),
    );
    should(fake.calls[0]?.call.repeatable).not.be.ok();
    should(fake.calls[0]?.json).eql({ ...record.json, msg_timestamp: 1_759_993_234_567 });
  });

  it("puts another time in place of the record's own, and none where it has none", () => {
    const { timestamp, ...untimed } = record;
    should(JSON.parse(importJson(record, 5_000))).match({ msg_timestamp: 5_000 });
    should(JSON.parse(importJson(record))).match({ msg_timestamp: timestamp });
    should(JSON.parse(importJson(untimed))).not.have.property("msg_timestamp");
  });

  it("is not content with an answer without an id", async () => {
    for (const body of [undefined, {}, { data: {} }, { data: { msg_id: "" } }, { data: { msg_id: 7 } }]) {
      const fake = createFakeSend((seen) => seen.answer(body));
      should(await failureOf(importRecord(fake.send, record, context))).match({
        code: "CHAT_BAD_ANSWER",
        details: { operation: "import", outcome: "sent", status: 200 },
      });
    }
  });
});
