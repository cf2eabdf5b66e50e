import { readFileSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { hourOf, saidInThePast } from "./past-messages";
import { useExample } from "./use-example";

interface Summary {
  readonly messages: number;
  readonly hours: readonly { readonly hour: string; readonly state: string; readonly messages: number }[];
}

describe("the example History to file", () => {
  const service = useEmulator({ clock: Date.now });
  const example = useExample("History to file", { "My chat app": service.emulator });

  it("writes three hours to one file, one message a line, and sums them up", async () => {
    await saidInThePast(service, [
      { hoursAgo: 5, to: "ben", text: "before" },
      { hoursAgo: 4, to: "ben", text: "first" },
      { hoursAgo: 2, to: "ben", text: "last" },
      { hoursAgo: 2, to: "ben", text: "very last" },
      { hoursAgo: 1, to: "ben", text: "after" },
    ]);
    example.press("save the history");
    const [summary] = (await example.shown("summary")) as readonly Summary[];
    const hours = summary?.hours ?? [];
    should(hours).have.length(3);
    should(hours.map(({ state }) => state)).eql(["ok", "empty", "ok"]);
    const wanted = service.emulator
      .messages()
      .filter(({ timestamp }) => hours.some(({ hour }) => hour === hourOf(timestamp)));
    should(wanted).not.be.empty();
    should(summary?.messages).equal(wanted.length);

    const path = join(example.folder(), "chat-history.ndjson");
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    should(lines.map((line) => (JSON.parse(line) as { msg_id: string }).msg_id)).eql(wanted.map(({ id }) => id));

    const written = (await example.shown("each hour", 2)) as readonly {
      path: string;
      hour: string;
      messages: number;
    }[];
    should(written.map(({ path, hour, messages }) => ({ path, hour, messages }))).eql(
      hours.filter(({ state }) => state === "ok").map(({ hour, messages }) => ({ path, hour, messages })),
    );
  });

  it("adds to the file when the button is pressed again", async () => {
    await saidInThePast(service, [{ hoursAgo: 3, to: "ben", text: "hello" }]);
    example.press("save the history");
    await example.shown("summary", 1);
    example.press("save the history");
    await example.shown("summary", 2);
    const text = readFileSync(join(example.folder(), "chat-history.ndjson"), "utf8");
    should(text.split("\n")).have.length(3);
  });
});
