import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import should from "should";
import type { ChatError } from "../../../../src/client/chat-error";
import { systemClock } from "../../../../src/client/clock";
import { openRedisConnection } from "../../../../src/delivery/outbox/redis-connection";
import type { OpenRedisOptions, RedisConnection } from "../../../../src/delivery/outbox/redis-connection";
import { startRedisServer } from "../../../../scripts/redis-server";
import type { RedisServer, RedisServerOptions } from "../../../../scripts/redis-server";

describe("the connection to Redis", () => {
  const servers: RedisServer[] = [];
  const connections: RedisConnection[] = [];
  const closing: (() => Promise<unknown>)[] = [];

  async function server(options?: RedisServerOptions): Promise<RedisServer> {
    const started = await startRedisServer(options);
    servers.push(started);
    return started;
  }

  async function open(url: string, options: Partial<OpenRedisOptions> = {}): Promise<RedisConnection> {
    const signal = new AbortController().signal;
    const connection = await openRedisConnection(url, { clock: systemClock, signal, ...options });
    connections.push(connection);
    return connection;
  }

  async function refusalOf(url: string, options?: Partial<OpenRedisOptions>): Promise<ChatError> {
    return open(url, options).then(
      () => {
        throw new Error("it opened");
      },
      (error: unknown) => error as ChatError,
    );
  }

  /** @returns the address of something that takes connections and does with them what it is told */
  async function listener(onConnection: (socket: Socket) => void): Promise<string> {
    const listening: Server = createServer((socket) => {
      socket.on("error", () => undefined).resume();
      onConnection(socket);
    }).listen(0, "127.0.0.1");
    await once(listening, "listening");
    closing.push(async () => {
      listening.close();
      await once(listening, "close");
    });
    return `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  afterEach(async () => {
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
    await Promise.all(servers.splice(0).map((each) => each.remove()));
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  it("opens, answers, gives duplicates, and ends without leaving anything open", async () => {
    const { url, port } = await server({ password: "tank & %/:@ 7" });
    const connection = await open(`${url}/3`);
    should(connection.host).equal(`127.0.0.1:${port}`);
    const another = connection.duplicate();
    await connection.redis.set("colour", "green");
    should(await another.get("colour")).equal("green");
    should(await another.client("INFO")).match(/ db=3 /);
    await connection.close();
    should([connection.redis.status, another.status]).eql(["end", "end"]);
  });

  for (const url of [
    "",
    "127.0.0.1:6379",
    "http://127.0.0.1",
    "redis://",
    "redis://h:port",
    "redis://:%zz@h",
    "redis://h/x",
  ]) {
    it(`refuses ${JSON.stringify(url)} as an address`, async () => {
      const { code, details } = await refusalOf(url);
      should(code).equal("CHAT_NOT_CONFIGURED");
      should(details.issues).eql([{ path: "redisUrl", problem: "redis-bad-url", params: {} }]);
    });
  }

  it("refuses a database that is not there, rather than to use another one", async () => {
    const { url } = await server();
    should((await refusalOf(`${url}/99`)).details.issues?.[0]?.problem).equal("redis-bad-url");
  });

  it("says which packages are missing", async () => {
    const { details } = await refusalOf("redis://127.0.0.1", {
      load: () => Promise.reject(new Error("no such module")),
    });
    const params = { packages: "bullmq ioredis" };
    should(details.issues).eql([{ path: "redisUrl", problem: "redis-not-installed", params }]);
  });

  for (const [what, password] of [
    ["no password", ""],
    ["a wrong password", ":guessed-wrong@"],
    ["a wrong user", "guessed:wrong@"],
  ] as const) {
    it(`says that Redis refused ${what}, and does not repeat it`, async () => {
      const { port } = await server({ password: "right" });
      const error = await refusalOf(`redis://${password}127.0.0.1:${port}`);
      const reason = password === "" ? "NOAUTH" : "WRONGPASS";
      const params = { host: `127.0.0.1:${port}`, reason };
      should(error.details.issues).eql([{ path: "redisUrl", problem: "redis-refused", params }]);
      should(JSON.stringify([error, error.message, error.stack])).not.match(/guessed/);
    });
  }

  it("says that Redis does not permit what is needed", async () => {
    const { url, port } = await server();
    const admin = await open(url);
    await admin.redis.call("ACL", "SETUSER", "reader", "on", ">secret", "~*", "+@read", "+ping", "+info");
    const { details } = await refusalOf(`redis://reader:secret@127.0.0.1:${port}`);
    should(details.issues?.[0]?.problem).equal("redis-refused");
    should(details.issues?.[0]?.params?.["reason"]).equal("NOPERM");
  });

  it("says that nobody listens, or that no such host is known", async () => {
    const redisServer = await server();
    const { url, port } = redisServer;
    await redisServer.stop();
    const params = { host: `127.0.0.1:${port}`, reason: "ECONNREFUSED" };
    should((await refusalOf(url)).details.issues).eql([{ path: "redisUrl", problem: "redis-unreachable", params }]);
    const [issue] = (await refusalOf("redis://:secret@nowhere.invalid")).details.issues ?? [];
    should(issue?.problem).equal("redis-unreachable");
    should(issue?.params?.["host"]).equal("nowhere.invalid:6379");
    should(issue?.params?.["reason"]).match(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it("gives up in time where somebody listens who says nothing, hangs up, or is no Redis", async () => {
    const [silent, hangsUp, other] = await Promise.all([
      listener(() => undefined),
      listener((socket) => socket.destroy()),
      listener((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    ]);
    const reasons = await Promise.all(
      [silent, hangsUp, other].map(async (host) => {
        const [issue] = (await refusalOf(`redis://${host}`, { timeoutMs: 200 })).details.issues ?? [];
        should(issue?.problem).equal("redis-unreachable");
        return issue?.params?.["reason"];
      }),
    );
    should(reasons[0]).equal("ETIMEDOUT");
  });

  it("stops opening when it is told to", async () => {
    const host = await listener(() => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    should((await refusalOf(`redis://${host}`, { signal: controller.signal })).code).equal("CHAT_STOPPED");
  });

  it("fails at once while Redis is away, and comes back by itself", async () => {
    const redisServer = await server();
    const connection = await open(redisServer.url);
    const { redis } = connection;
    const another = connection.duplicate();
    await another.ping();
    await redisServer.kill();
    if (redis.status === "ready") await once(redis, "close");
    await should(redis.ping()).be.rejected();
    const waiting = another.ping();
    await redisServer.startAgain();
    should(await waiting).equal("PONG");
    if (redis.status !== "ready") await once(redis, "ready");
    should(await redis.ping()).equal("PONG");
  });

  for (const [what, options, found] of [
    ["what it throws away and forgets", { maxmemoryPolicy: "allkeys-lru" }, ["redis-evicts", "redis-forgets"]],
    ["what a power cut may take", { appendOnly: true }, ["redis-may-lose-a-second"]],
    ["nothing where all is kept", { appendOnly: true, appendFsync: "always" }, []],
    ["nothing where it may not look", { args: ["--rename-command", "CONFIG", ""] }, []],
  ] as const) {
    it(`warns of ${what}`, async () => {
      const { url } = await server(options);
      should((await open(url)).warnings.map(({ problem }) => problem)).eql(found);
    });
  }
});
