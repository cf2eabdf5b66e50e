import should from "should";
import { chooseWords } from "../../../../src/emulator/page/choose-words";
import chinese from "../../../../src/emulator/page/words-chinese.json";
import english from "../../../../src/emulator/page/words-english.json";

/** Each text by its path, with the places that it has. */
function places(value: unknown, path = ""): readonly string[] {
  if (typeof value === "string") return [`${path} ${(value.match(/\{\w+\}/g) ?? []).sort().join("")}`];
  return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([key, one]) =>
    places(one, `${path}.${key}`),
  );
}

describe("the page's words", () => {
  it("are the same in both languages, with the same places for values", () => {
    // "1 message" needs no place; a language without a plural has it in both forms.
    const others = (texts: unknown): readonly string[] => places(texts).filter((line) => !/\.one( |$)/.test(line));
    should(others(chinese)).eql(others(english));
    should(places(chinese)).have.length(places(english).length);
  });

  it("are those of the reader's first language that there is, otherwise English", () => {
    should(chooseWords(["de-DE", "zh-TW"]).send).equal("发送");
    should(chooseWords(["en-GB", "zh-CN"])).containEql({ language: "en-GB", send: "Send" });
    should(chooseWords([]).language).equal("en");
  });

  it("count one and several", () => {
    const words = chooseWords(["en-US"]);
    should([0, 1, 2].map(words.messages)).eql(["0 messages", "1 message", "2 messages"]);
    should([1, 2].map(chooseWords(["zh-CN"]).messages)).eql(["1 条消息", "2 条消息"]);
    should(words.callsLastSecond(1, undefined)).equal("1 call in the last second");
    should(words.callsLastSecond(3, 100)).equal("3 of 100 calls in the last second");
  });

  it("put values in as they are, whatever they look like", () => {
    const words = chooseWords(["en"]);
    should(words.arrived("{from}", "$&", "{nothing}")).equal("New message for {from} from $&: {nothing}");
    should(words.refused("")).equal("Refused before it was sent.");
    should(words.refused("{reason}")).equal("Refused before it was sent: {reason}");
  });

  it("say when the service is back as exactly as it is known, and whether calls were refused", () => {
    const words = chooseWords(["en"]);
    const { away, refusedCalls } = english;
    should(words.away(undefined)).equal(away.open);
    should(words.away(0)).equal(away.soon);
    should(words.away(12)).equal(away.counted.replace("{seconds}", "12"));
    should(words.refusedCalls(0)).equal(refusedCalls.none);
    should(words.refusedCalls(4)).equal(refusedCalls.some.replace("{count}", "4"));
  });
});
