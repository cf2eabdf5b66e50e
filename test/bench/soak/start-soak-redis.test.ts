import should from "should";
import { startSoakRedis } from "../../../bench/soak/start-soak-redis";

describe("the Redis of a soak", () => {
  const before = process.env["CHAT_FLOWS_REQUIRE_ALL"];
  const missing = "/nowhere/redis-server";

  afterEach(() => {
    delete process.env["CHAT_FLOWS_REQUIRE_ALL"];
    if (before !== undefined) process.env["CHAT_FLOWS_REQUIRE_ALL"] = before;
  });

  it("is left out where there is none", async () => {
    delete process.env["CHAT_FLOWS_REQUIRE_ALL"];
    should(await startSoakRedis(missing)).be.undefined();
  });

  it("is missed where everything is asked for", async () => {
    process.env["CHAT_FLOWS_REQUIRE_ALL"] = "1";
    await should(startSoakRedis(missing)).be.rejectedWith(/no \/nowhere\/redis-server/);
  });
});
