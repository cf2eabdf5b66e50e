import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Redis } from "ioredis";
import should from "should";
import { systemClock } from "../../../../src/client/clock";
import type { Deliver, OutboxOptions, Returned } from "../../../../src/delivery/outbox/outbox";
import type { RedisOutboxSettings } from "../../../../src/delivery/outbox/redis-outbox";
import { startRedisServer } from "../../../../scripts/redis-server";
import type { RedisServer, RedisServerOptions } from "../../../../scripts/redis-server";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../../client/use-client";
import { textEntry, until, usualOptions } from "./outbox-process";
import { openRedisProcess } from "./redis-world";
import type { RedisProcess } from "./redis-world";

/** One of the machines of an app. */
interface Machine extends RedisProcess {
  /** What it sent, in order: `text>to`. */
  readonly sent: string[];
  readonly returned: Returned[];
}

/** Called with each request; what it resolves with is whether it was accepted. */
type Play = (text: string) => Promise<void> | void;

describe("the machines that share an outbox", () => {
  let server: RedisServer;
  let app = "";
  let apps = 0;
  const machines: Machine[] = [];

  async function serve(options: RedisServerOptions = {}): Promise<void> {
    server = await startRedisServer(options);
  }

  async function machine(
    play: Play = () => undefined,
    settings: Partial<RedisOutboxSettings> = {},
    options: Partial<OutboxOptions> = {},
  ): Promise<Machine> {
    const sent: string[] = [];
    const returned: Returned[] = [];
    const deliver: Deliver = async ({ message }, { beforeSending }) => {
      const { chatType, to, body } = message;
      const recipients = { chatType, to };
      const call = { operation: "send-message", method: "POST", path: "messages", signedIn: true, recipients } as const;
      await beforeSending?.(call);
      const text = body.type === "txt" ? body.fields.msg : "";
      sent.push(`${text}>${to.join()}`);
      await play(text);
      return to.map((id) => ({ to: id, chatType, messageId: `${text}-${id}`, timestamp: 1 }));
    };
    const opened = await openRedisProcess(
      { url: server.url, app },
      { ...usualOptions, deliver, onReturned: (one) => returned.push(one), onChanged: () => undefined, ...options },
      systemClock,
      settings,
    );
    const one = { ...opened, sent, returned };
    machines.push(one);
    return one;
  }

  beforeEach(() => {
    apps += 1;
    app = `app-${apps}`;
  });
  afterEach(async () => {
    for (const one of machines.splice(0)) await one.kill();
    await server.remove();
  });

  /** Hands a message in and waits until it is in line. */
  async function hand({ outbox }: Machine, text: string, to: string): Promise<{ readonly ended: Promise<string> }> {
    const { waiting } = await outbox.census();
    const ended = outbox.send(textEntry(text, to), context).then((receipts) => receipts?.[0]?.messageId ?? "nothing");
    ended.catch(() => undefined);
    await until(`${text} is in line`, async () => (await outbox.census()).waiting === waiting + 1);
    return { ended };
  }

  it("keep the order within a conversation together, and tell whoever took a message in", async () => {
    await serve();
    const order: string[] = [];
    const play: Play = async (text) => {
      order.push(text);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    };
    const all = [await machine(play), await machine(play)];
    const people = ["ann", "bob", "cid"];
    const handed: { readonly ended: Promise<string>; readonly expected: string }[] = [];
    for (let count = 0; count < 60; count += 1) {
      const to = people[count % 3] ?? "ann";
      const text = `${to}-${Math.floor(count / 3)}`;
      const { ended } = await hand(all[count % 2] as Machine, text, to);
      handed.push({ ended, expected: `${text}-${to}` });
    }
    for (const { outbox } of all) outbox.start();
    for (const { ended, expected } of handed) should(await ended).equal(expected);
    for (const to of people) {
      const numbers = order.filter((text) => text.startsWith(to)).map((text) => Number(text.split("-")[1]));
      should(numbers).eql(Array.from({ length: 20 }, (_, index) => index));
    }
    for (const { sent, returned } of all) {
      should(sent).not.be.empty();
      should(returned).be.empty();
    }
  });

  it("tell another where whoever took a message in is gone", async () => {
    await serve();
    const first = await machine();
    await hand(first, "1", "ann");
    await first.kill();
    const second = await machine();
    second.outbox.start();
    await until("it returned", () => second.returned.length === 1);
    should(second.returned[0]).match(
      wholeLists({ flowMessage: { payload: "1" }, ending: { receipts: [{ to: "ann" }] } }),
    );
  });

  it("hear after a redeploy of what they took in before", async () => {
    await serve();
    const other = await machine();
    const before = await machine(undefined, { taker: "here" });
    await hand(before, "1", "ann");
    await before.outbox.close();
    other.outbox.start();
    await until("it was delivered", () => other.sent.length === 1);
    const after = await machine(undefined, { taker: "here" });
    after.outbox.start();
    await until("it returned", () => after.returned.length === 1);
    should(other.returned).be.empty();
  });

  it("see what others set aside, and decide about it", async () => {
    await serve();
    const [one, other] = [await machine(), await machine()];
    const third = await machine(() => new Promise<void>(() => undefined));
    third.outbox.start();
    await hand(third, "1", "ann");
    await until("it is on the wire", () => third.sent.length === 1);
    await third.kill();
    one.outbox.start();
    await until("it is set aside", async () => (await other.outbox.census()).uncertain === 1);
    should((await other.outbox.parked(10)).map(({ preview, to }) => [preview, to])).eql([["1", ["ann"]]]);
    should(await other.outbox.decide("all", "send")).equal(1);
    await until("it returned", () => one.returned.length + other.returned.length === 2);
    should(await other.outbox.census()).eql({ waiting: 0, uncertain: 0, failed: 0 });
    should(one.returned[1]).match(wholeLists({ ending: { receipts: [{ messageId: "1-ann" }] }, mayBeDouble: true }));
  });

  it("deliver what one left that was killed, and say of what they do not know", async () => {
    await serve();
    const file = join(__dirname, "redis-child.ts");
    const texts = ["hold 1", "2", "hold 3", "4", "5", "6", "7", "8"];
    const child = spawn(process.execPath, ["--import", "tsx", file, server.url, app, ...texts], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => (said += piece));
    // In whatever order it says so: what is done may be counted before its taker hears of it.
    const before = ["sending hold 1", "sending hold 3", "sent 2", "sent 4", "sent 6", "sent 8", "waiting 4"];
    await until("it has two on the wire, and two behind them", () => {
      const lines = said.split("\n");
      return before.every((line) => lines.includes(line));
    });
    child.kill("SIGKILL");
    await once(child, "exit");
    const left = await machine(undefined, {}, { repeatUnknown: false });
    left.outbox.start();
    await until("all returned", () => left.returned.length === 4);
    should(left.sent.toSorted()).eql(["5>ann", "7>cid"]);
    const uncertain = left.returned.filter(({ ending }) => "error" in ending);
    should(uncertain.map(({ flowMessage }) => flowMessage["payload"]).toSorted()).eql(["hold 1", "hold 3"]);
    for (const { ending } of uncertain) should(ending).match({ error: { code: "CHAT_NO_ANSWER" } });
    should(await left.outbox.census()).eql({ waiting: 0, uncertain: 2, failed: 0 });
  });

  it("lose nothing where Redis is killed in the middle, and go on by themselves", async () => {
    await serve({ appendOnly: true, appendFsync: "always" });
    const play: Play = () => new Promise((resolve) => setTimeout(resolve, 5));
    // However long it takes on this machine until Redis answers again.
    const patient = { patienceMs: 60_000 };
    const all = [await machine(play, patient), await machine(play, patient)];
    for (const { outbox } of all) outbox.start();
    const texts = Array.from({ length: 200 }, (_, index) => `${index}`);
    const endings = texts.map(async (text, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 2));
      const { outbox } = all[index % 2] as Machine;
      return outbox.send(textEntry(text, `user-${index % 20}`), context);
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await server.kill();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.startAgain();
    const settled = await Promise.allSettled(endings);
    const failed = settled.filter(({ status }) => status === "rejected");
    should(failed).eql([]);
    const sent = all.flatMap((one) => one.sent.map((line) => line.split(">")[0] ?? ""));
    should(sent.toSorted()).eql(texts.toSorted());
  });

  it("take nothing in while Redis is away, say so, and end without it", async () => {
    await serve();
    const one = await machine(undefined, { patienceMs: 100 });
    one.outbox.start();
    await server.stop();
    const error = await failureOf(one.outbox.send(textEntry("1", "ann"), context));
    should(error).match(
      wholeLists({
        code: "CHAT_UNREACHABLE",
        details: {
          outcome: "not-sent",
          unsent: ["ann"],
          issues: [{ path: "redisUrl", problem: "redis-unreachable", params: { host: `127.0.0.1:${server.port}` } }],
        },
      }),
    );
    should((await failureOf(one.outbox.census())).code).equal("CHAT_UNREACHABLE");
    await server.startAgain();
    await until("Redis is back", () => one.outbox.census().then(Boolean, () => false));
    should((await one.outbox.send(textEntry("2", "ann"), context))?.[0]?.messageId).equal("2-ann");
    await server.stop();
    await one.outbox.close();
  });

  it("say that a Redis without room takes nothing", async () => {
    await serve();
    const redis = new Redis(server.url);
    const one = await machine();
    await redis.config("SET", "maxmemory", "1");
    const error = await failureOf(one.outbox.send(textEntry("1", "ann"), context));
    redis.disconnect();
    const issues = [{ path: "redisUrl", problem: "outbox-write-failed", params: { reason: "OOM" } }];
    should(error).match(wholeLists({ code: "CHAT_OUTBOX_FULL", details: { outcome: "not-sent", issues } }));
  });

  it("are held up by nobody who died before their message was there", async () => {
    await serve();
    const redis = new Redis(server.url);
    const base = `agora-chat:${app}:own:`;
    await redis.rpush(`${base}line:users/ann`, "dead");
    await redis.hset(`${base}message:dead`, { lines: '["users/ann"]', taker: "nobody" });
    await redis.zadd(`${base}waiting`, Date.now(), "dead");
    const one = await machine(undefined, { patienceMs: 100 });
    one.outbox.start();
    should((await one.outbox.send(textEntry("1", "ann"), context))?.[0]?.messageId).equal("1-ann");
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 0, failed: 0 });
    should(await redis.keys(`${base}line:*`)).be.empty();
    redis.disconnect();
  });
});
