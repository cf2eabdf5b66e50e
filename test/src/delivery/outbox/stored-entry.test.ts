import should from "should";
import type { OutboxEntry } from "../../../../src/delivery/outbox/outbox";
import {
  entryText,
  readHeader,
  readStoredEntry,
  readStoredFlowMessage,
} from "../../../../src/delivery/outbox/stored-entry";
import { textEntry } from "./outbox-process";

const read = (): never => {
  throw new Error("nobody reads it here");
};
const file = { filename: "a\n.png", bytes: 3, mimeType: "image/png", width: 1, height: 2, read };
const plain = textEntry("one\ntwo\u2028", ["ann", "bob"]);
const rich: OutboxEntry = {
  ...plain,
  outgoing: {
    message: {
      ...plain.outgoing.message,
      from: "cid",
      ext: { a: [1], $b: 2 },
      onlineOnly: true,
      syncDevice: true,
    },
    file,
    thumbnail: { filename: "b.png", bytes: 1, mimeType: "image/png", read },
    restrictAccess: true,
  },
};

describe("an entry as it is stored", () => {
  it("gives back a plain message", () => {
    const text = entryText(plain, 5);
    should(readHeader(text)).eql({ acceptedAt: 5, chatType: "users", to: ["ann", "bob"] });
    should(readStoredEntry(text)).eql({ nodeId: "node-1", message: plain.outgoing.message, restrictAccess: false });
    should(readStoredFlowMessage(text)).eql(plain.flowMessage);
  });

  it("gives back everything that a message can have", () => {
    const { read: _, ...facts } = file;
    should(readStoredEntry(entryText(rich, 5))).eql({
      nodeId: "node-1",
      message: rich.outgoing.message,
      restrictAccess: true,
      file: facts,
      thumbnail: { filename: "b.png", bytes: 1, mimeType: "image/png" },
    });
  });

  it("knows what a later version has written", () => {
    const newer = entryText(plain, 5).replace('"format":1', '"format":2');
    should(readHeader(newer)).eql({ newer: 2 });
    should(readStoredEntry(newer)).be.undefined();
  });

  it("is damaged wherever it is cut, and throws nowhere", () => {
    const text = entryText(rich, 5);
    const second = text.indexOf("\n", text.indexOf("\n") + 1);
    for (let length = 0; length < text.length; length += 1) {
      const cut = text.slice(0, length);
      should(readStoredEntry(cut) === undefined).equal(length < second, `cut at ${length}`);
      should(readStoredFlowMessage(cut)).eql({});
    }
  });

  for (const [found, instead] of [
    ['"users"', '"friends"'],
    ['["ann","bob"]', "[]"],
    ['"acceptedAt":5', '"acceptedAt":"5"'],
    ['"format":1', '"format":0'],
    ['"nodeId":"node-1"', '"nodeId":1'],
    ['"type":"txt"', '"type":"fax"'],
    ['"from":"cid"', '"from":3'],
    ['"bytes":3', '"bytes":"3"'],
    ['"ext":{', '"ext":[],"old":{'],
    ['"acceptedAt":5', '"acceptedAt":null'],
    ['"fields":{', '"fields":"none","old":{'],
    ['"body":{', '"body":[],"old":{'],
    ['"message":{', '"message":[],"old":{'],
    ['"file":{', '"file":null,"old":{'],
    ['"thumbnail":{', '"thumbnail":"b.png","old":{'],
    ['"filename":"b.png"', '"filename":""'],
    ['"mimeType":"image/png"', '"mimeType":1'],
    ['"width":1', '"width":"1"'],
    ['["ann","bob"]', '["ann",""]'],
    ['["ann","bob"]', '"ann"'],
  ] as const) {
    it(`does not take ${instead} for ${found}`, () => {
      const text = entryText(rich, 5);
      should(text).containEql(found);
      should(readStoredEntry(text.replace(found, instead))).be.undefined();
    });
  }
});
