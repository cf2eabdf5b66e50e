import { runInNewContext } from "node:vm";
import should from "should";
import { isJsonObject } from "../../../src/client/json-object";

class Tank {
  readonly level = 1;
}

describe("what is taken for a JSON object", () => {
  for (const value of [{}, { level: 1 }, Object.create(null), runInNewContext("({ level: 1 })")]) {
    it(`is ${JSON.stringify(value)}, whichever realm made it`, () => should(isJsonObject(value)).be.true());
  }

  for (const value of [
    null,
    undefined,
    "{}",
    1,
    [],
    runInNewContext("[]"),
    Buffer.from("{}"),
    new Date(0),
    new Tank(),
  ]) {
    it(`is not ${typeof value} ${String(value)}`, () => should(isJsonObject(value)).be.false());
  }
});
