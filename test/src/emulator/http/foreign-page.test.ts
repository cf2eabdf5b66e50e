import should from "should";
import { isForeignPage } from "../../../../src/emulator/http/foreign-page";

describe("a page of another origin", () => {
  const asks = (origin: string | undefined, host: string): boolean =>
    isForeignPage({ headers: { ...(origin === undefined ? {} : { origin }), host } });

  for (const host of [
    "127.0.0.1:8790",
    "localhost:8790",
    "[::1]:8790",
    "192.168.1.10",
    "greenhouse:8790",
    "box.local",
  ]) {
    it(`is none that came from ${host} itself`, () => should(asks(`http://${host}`, host)).be.false());
  }

  it("is one that came from elsewhere", () => {
    should(asks("https://example.com", "127.0.0.1:8790")).be.true();
    should(asks("null", "127.0.0.1:8790")).be.true();
  });

  it("is one whose name was made to lead here", () => {
    should(asks("http://evil.example.com:8790", "evil.example.com:8790")).be.true();
  });

  it("is no program", () => should(asks(undefined, "evil.example.com")).be.false());
});
