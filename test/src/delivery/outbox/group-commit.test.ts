import should from "should";
import { createGroupCommit } from "../../../../src/delivery/outbox/group-commit";
import type { GroupCommit } from "../../../../src/delivery/outbox/group-commit";
import { wholeLists } from "../../../support/whole-lists";

interface Commit {
  readonly groups: readonly string[];
  readonly durable: boolean;
  readonly end: (error?: Error) => void;
}

describe("writers that share commits", () => {
  let commits: Commit[];
  let queue: GroupCommit<string>;

  beforeEach(() => {
    commits = [];
    queue = createGroupCommit({
      commit: (groups, durable) =>
        new Promise((resolve, reject) => {
          commits.push({ groups, durable, end: (error) => (error === undefined ? resolve() : reject(error)) });
        }),
    });
  });

  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  it("go together where they come in the same turn, durable if one of them is", async () => {
    void queue.write("a", 1, false);
    void queue.write("b", 1, true);
    await turns();
    should(commits).have.length(1);
    should(commits[0]).match(wholeLists({ groups: ["a", "b"], durable: true }));
  });

  it("wait for the commit under way, and go together with the next", async () => {
    void queue.write("a", 1, true);
    await turns();
    for (const group of ["b", "c", "d"]) void queue.write(group, 1, false);
    await turns();
    should(commits).have.length(1);
    commits[0]?.end();
    await turns();
    should(commits).have.length(2);
    should(commits[1]).match(wholeLists({ groups: ["b", "c", "d"], durable: false }));
  });

  it("fail with their commit, and only with it", async () => {
    const first = queue.write("a", 1, true);
    await turns();
    const second = queue.write("b", 1, true);
    commits[0]?.end(new Error("full"));
    await should(first).be.rejectedWith("full");
    await turns();
    commits[1]?.end();
    await second;
  });

  it("share no commit that would grow too heavy, yet each gets through", async () => {
    const heavy = 700_000;
    for (const group of ["a", "b", "c"]) void queue.write(group, heavy, false);
    void queue.write("giant", 10 * heavy, false);
    for (let at = 0; at < 4; at += 1) {
      await turns();
      commits[at]?.end();
    }
    should(commits.map(({ groups }) => groups)).eql([["a"], ["b"], ["c"], ["giant"]]);
  });

  it("tidy up after each commit, before the next", async () => {
    const steps: string[] = [];
    const tidying = createGroupCommit<string>({
      commit: (groups) => Promise.resolve(void steps.push(...groups)),
      tidy: async () => {
        steps.push("tidy");
        await turns();
        steps.push("tidied");
      },
    });
    void tidying.write("a", 1, false);
    await new Promise((resolve) => setImmediate(resolve));
    await tidying.write("b", 1, false);
    await tidying.close();
    should(steps).eql(["a", "tidy", "tidied", "b", "tidy", "tidied"]);
  });

  it("end with what has come before the end, and take nothing after it", async () => {
    const write = queue.write("a", 1, false);
    let isClosed = false;
    const closing = queue.close().then(() => (isClosed = true));
    await should(queue.write("b", 1, false)).be.rejectedWith({ code: "ERR_CLOSED" });
    await turns();
    should(isClosed).be.false();
    commits[0]?.end();
    await Promise.all([write, closing]);
    should(commits).have.length(1);
    await queue.close();
  });
});
