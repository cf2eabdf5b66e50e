import should from "should";
import { createKeyedSequence } from "../../../../src/delivery/waiting/keyed-sequence";
import type { KeyedSequence, Leave } from "../../../../src/delivery/waiting/keyed-sequence";
import { settled } from "../../../support/fake-send";

const nobody = new AbortController().signal;

describe("the queues by name", () => {
  let sequence: KeyedSequence;
  let inside: string[];
  const leaves = new Map<string, Leave | undefined>();

  function enter(name: string, key: string, signal = nobody): void {
    void sequence.enter(key, signal).then((leave) => {
      leaves.set(name, leave);
      inside.push(leave === undefined ? `${name} is out` : name);
    });
  }

  async function leave(name: string): Promise<void> {
    leaves.get(name)?.();
    await settled();
  }

  beforeEach(() => {
    sequence = createKeyedSequence();
    inside = [];
    leaves.clear();
  });

  it("let one in at a time of each, in the order in which they came", async () => {
    enter("ann", "a");
    enter("abe", "a");
    enter("bob", "b");
    enter("amy", "a");
    await settled();
    should(inside).eql(["ann", "bob"]);
    await leave("bob");
    should(inside).eql(["ann", "bob"]);
    await leave("ann");
    should(inside).eql(["ann", "bob", "abe"]);
    await leave("ann");
    should(inside).have.length(3);
    await leave("abe");
    should(inside).eql(["ann", "bob", "abe", "amy"]);
  });

  it("let more in where there is room for more", async () => {
    sequence = createKeyedSequence(2);
    for (const name of ["ann", "abe", "amy", "ada"]) enter(name, "a");
    await settled();
    should(inside).eql(["ann", "abe"]);
    await leave("abe");
    await leave("abe");
    should(inside).eql(["ann", "abe", "amy"]);
    await leave("ann");
    should(inside).eql(["ann", "abe", "amy", "ada"]);
  });

  it("count those who are in, whoever has left and whoever has waited", async () => {
    sequence = createKeyedSequence(2);
    for (const name of ["ann", "abe"]) enter(name, "a");
    await settled();
    await leave("abe");
    for (const name of ["amy", "ada"]) enter(name, "a");
    await settled();
    should(inside).eql(["ann", "abe", "amy"]);
    await leave("ann");
    should(inside).eql(["ann", "abe", "amy", "ada"]);
    enter("aja", "a");
    await settled();
    should(inside).have.length(4);
    await leave("amy");
    should(inside).eql(["ann", "abe", "amy", "ada", "aja"]);
  });

  it("begin anew when everybody has left", async () => {
    for (let round = 0; round < 3; round += 1) {
      enter(`ann ${round}`, "a");
      await settled();
      await leave(`ann ${round}`);
    }
    should(inside).have.length(3);
  });

  it("let those behind somebody who gave up go on in their turn", async () => {
    const controller = new AbortController();
    enter("ann", "a");
    enter("abe", "a", controller.signal);
    enter("amy", "a");
    await settled();
    controller.abort();
    await settled();
    should(inside).eql(["ann", "abe is out"]);
    await leave("ann");
    should(inside).eql(["ann", "abe is out", "amy"]);
  });

  it("leave whoever is in until they say so, whatever their signal does", async () => {
    const controller = new AbortController();
    enter("ann", "a", controller.signal);
    enter("abe", "a");
    await settled();
    controller.abort();
    await settled();
    should(inside).eql(["ann"]);
    await leave("ann");
    should(inside).eql(["ann", "abe"]);
  });

  it("have no place for a signal that is aborted", async () => {
    enter("ann", "a", AbortSignal.abort());
    enter("abe", "a");
    await settled();
    should(inside).eql(["ann is out", "abe"]);
  });

  it("take no longer for each of many", async () => {
    const controller = new AbortController();
    const waits = Array.from({ length: 20_000 }, () => sequence.enter("a", controller.signal));
    for (const wait of waits) (await wait)?.();
    should(waits).have.length(20_000);
  });
});
