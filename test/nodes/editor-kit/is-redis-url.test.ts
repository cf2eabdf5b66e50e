import should from "should";
import { isRedisUrl } from "../../../nodes/editor-kit/is-redis-url";

describe("isRedisUrl", () => {
  for (const url of [
    "redis://127.0.0.1",
    "redis://redis.local:6379",
    "rediss://me:pass%23word@redis.example.com:6380/2",
    "redis://:password@[::1]:6379/",
    " redis://redis.local ",
  ]) {
    it(`takes ${url.trim()}`, () => should(isRedisUrl(url)).be.true());
  }

  for (const [url, why] of [
    ["127.0.0.1:6379", "no scheme"],
    ["http://127.0.0.1:6379", "another scheme"],
    ["redis://", "no host"],
    ["redis://:6379", "no host but a port"],
    ["redis://redis.local/alarms", "a database that is no number"],
    ["redis://redis.local:port", "a port that is no number"],
    ["redis://:pass#word@redis.local:6379", "a password that is not written in percent form"],
  ] as const) {
    it(`refuses ${why}: ${url}`, () => should(isRedisUrl(url)).be.false());
  }
});
