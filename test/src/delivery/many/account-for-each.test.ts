import should from "should";
import type { CallContext, Progress } from "../../../../src/client/call";
import { accountForEach } from "../../../../src/delivery/many/account-for-each";
import type { Job } from "../../../../src/delivery/many/account-for-each";
import { failure } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { failureOf } from "../../client/use-client";

const nobody = new AbortController().signal;

function job(count: number, context: Partial<CallContext> = {}): Job {
  const unread = (index: number): unknown => `${index} without a result`;
  return { operation: "import", count, context: { signal: nobody, ...context }, now: () => 7_000, unread };
}

describe("the account of many", () => {
  it("gives the results in the order of their places", async () => {
    const results = await accountForEach<string>(job(3), async (attempt) => {
      for (const index of [2, 0, 1]) await attempt(index, () => Promise.resolve(`result ${index}`));
    });
    should(results).eql(["result 0", "result 1", "result 2"]);
    should(await accountForEach(job(0), () => Promise.resolve())).eql([]);
  });

  it("knows of each what became of it after a failure", async () => {
    const refused = failure("CHAT_REJECTED", "not-sent", { status: 400 });
    const error = await failureOf(
      accountForEach<string>(job(6), async (attempt, stopping) => {
        await attempt(4, () => Promise.resolve("result 4"));
        await attempt(2, () => Promise.resolve("result 2"));
        const failing = [
          attempt(0, () => Promise.reject(refused)),
          attempt(5, () => Promise.reject(failure("CHAT_NO_ANSWER", "unknown"))),
          attempt(3, () => Promise.reject(failure("CHAT_BAD_ANSWER", "sent"))),
        ];
        const [first] = (await Promise.allSettled(failing)) as PromiseRejectedResult[];
        stopping.abort();
        await attempt(1, () => Promise.reject(new Error("must not begin")));
        throw first?.reason;
      }),
    );
    should(error).match({ code: "CHAT_REJECTED", details: { outcome: "not-sent", status: 400 } });
    should(error.details.done).eql(["result 2", "3 without a result", "result 4"]);
    should(error.details.left).eql([0, 1]);
    should(error.details.uncertain).eql([5]);
    should(error.details.failedAt).equal(0);
  });

  it("says that it was stopped where nothing failed", async () => {
    const controller = new AbortController();
    const error = await failureOf(
      accountForEach<string>(job(3, { signal: controller.signal }), async (attempt) => {
        await attempt(0, () => Promise.resolve("result 0"));
        controller.abort();
        for (const index of [1, 2]) await attempt(index, () => Promise.reject(new Error("must not begin")));
      }),
    );
    should(error).match({ code: "CHAT_STOPPED", details: { operation: "import", outcome: "not-sent" } });
    should(error.details).match(wholeLists({ done: ["result 0"], left: [1, 2], uncertain: [] }));
  });

  it("is content where the end comes when everything has been done", async () => {
    const controller = new AbortController();
    const results = await accountForEach<string>(job(1, { signal: controller.signal }), async (attempt) => {
      await attempt(0, () => Promise.resolve("result 0"));
      controller.abort();
    });
    should(results).eql(["result 0"]);
  });

  it("counts each one's age from its own turn", async () => {
    const contexts: CallContext[] = [];
    await accountForEach<string>(job(1, { acceptedAt: 1 }), (attempt) =>
      attempt(0, (each) => {
        contexts.push(each);
        return Promise.resolve("");
      }),
    );
    should(contexts).match(wholeLists([{ signal: nobody, acceptedAt: 7_000 }]));
  });

  it("reports how far it is, that it began, and what keeps it waiting", async () => {
    const heard: Progress[] = [];
    const retrying = {
      state: "retrying",
      delayMs: 1_000,
      code: "CHAT_UNREACHABLE",
      mayHaveArrived: false,
      mayDouble: false,
    } as const;
    const context = { report: (progress: Progress) => void heard.push(progress) };
    const each = (surrounds: CallContext): Promise<string> => {
      surrounds.report?.({ state: "queued" });
      surrounds.report?.({ state: "sending" });
      surrounds.report?.(retrying);
      return Promise.resolve("");
    };
    await accountForEach<string>(job(2, context), async (attempt) => {
      await attempt(0, each);
      await attempt(1, each);
    });
    should(heard).eql([
      { state: "sending" },
      retrying,
      { state: "advancing", part: 0.5 },
      retrying,
      { state: "advancing", part: 1 },
    ]);
    heard.length = 0;
    await accountForEach<string>(job(1, context), (attempt) => attempt(0, each));
    should(heard).eql([{ state: "queued" }, { state: "sending" }, retrying]);
  });

  it("takes none for left of which only a bug of ours tells how it ended", async () => {
    const error = await failureOf(
      accountForEach<string>(job(3), async (attempt) => {
        const refused = attempt(0, () => Promise.reject(failure("CHAT_REJECTED", "not-sent")));
        await Promise.allSettled([refused, attempt(1, () => Promise.reject(new TypeError("a bug")))]);
        return refused;
      }),
    );
    should(error.details).match(wholeLists({ done: [], left: [0, 2], uncertain: [1], failedAt: 0 }));
  });

  it("hears of no end any more when all is done", async () => {
    const controller = new AbortController();
    let signal: AbortSignal = nobody;
    await accountForEach<string>(job(2, { signal: controller.signal }), async (attempt, stopping) => {
      signal = stopping.signal;
      for (const index of [0, 1]) await attempt(index, () => Promise.resolve(""));
    });
    controller.abort();
    should(signal.aborted).be.false();
  });

  it("lets out what is no chat error as it is", async () => {
    const bug = new TypeError("a bug");
    await should(accountForEach(job(1), (attempt) => attempt(0, () => Promise.reject(bug)))).be.rejectedWith(bug);
  });
});
