import should from "should";
import { appFrom } from "../../../../src/emulator/service/app";
import { createHistoryLinks } from "../../../../src/emulator/service/history-links";

const app = appFrom();
const folder = `/history/7F/${app.orgName}/${app.appName}/`;
let now = 1_760_000_000_000;
const store = (seed: number): ReturnType<typeof createHistoryLinks> =>
  createHistoryLinks({ app, origin: () => "http://127.0.0.1:1", now: () => now, random: () => seed });
const links = store(0.1);

describe("links to history files", () => {
  beforeEach(() => {
    now = 1_760_000_000_000;
  });

  it("lead to the hour and the file that they were made for", () => {
    for (const index of [0, 1, 8, 41]) {
      const { pathname, searchParams } = new URL(links.make("2025100908", index));
      should(links.find(pathname)).eql({ hour: "2025100908", index });
      should(links.verdict(pathname, searchParams)).equal("valid");
    }
  });

  for (const path of [
    "/elsewhere/2025100908.gz",
    `${folder}20251009.gz`,
    `${folder}2025100908`,
    `${folder}2025100908-0.gz`,
    `${folder}2025100908-1.gz`,
    `${folder}2025100908-x.gz`,
    `${folder}../2025100908.gz`,
  ]) {
    it(`lead nowhere from ${path}`, () => should(links.find(path)).be.undefined());
  }

  it("are good for half an hour", () => {
    const { pathname, searchParams } = new URL(links.make("2025100908", 0));
    now += 1_799_000;
    should(links.verdict(pathname, searchParams)).equal("valid");
    now += 1_000;
    should(links.verdict(pathname, searchParams)).equal("expired");
  });

  it("open nothing else, no longer, and nothing of another store", () => {
    const { pathname, searchParams } = new URL(links.make("2025100908", 0));
    should(links.verdict(`${folder}2025100909.gz`, searchParams)).equal("forged");
    for (const [name, value] of [
      ["Expires", "9999999999"],
      ["Signature", "short"],
      ["OSSAccessKeyId", "other"],
    ] as const) {
      const changed = new URLSearchParams(searchParams);
      changed.set(name, value);
      should(links.verdict(pathname, changed)).equal("forged", name);
    }
    should(links.verdict(pathname, new URLSearchParams())).equal("forged");
    should(store(0.2).verdict(pathname, searchParams)).equal("forged");
  });
});
