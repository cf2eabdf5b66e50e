import should from "should";
import { legacyDialect } from "../../../../src/client/dialects/legacy";
import { parseMessage } from "../../../../src/client/parsing/parse-message";
import { vendorExamples } from "../../../fixtures/vendor-examples";
import { useClient } from "../use-client";

interface LegacyBody {
  readonly target_type: string;
  readonly target: readonly string[];
  readonly msg: Readonly<Record<string, unknown>>;
  readonly from?: string;
  readonly ext?: unknown;
  readonly size?: unknown;
}

describe("the legacy dialect", () => {
  const { emulator } = useClient();

  for (const { source, body, broken } of vendorExamples) {
    if (broken === undefined) {
      it(`writes the vendor's example as it stands: ${source}`, () => {
        const { target_type: chatType, target: to, msg, from, ext, ...rest } = JSON.parse(body) as LegacyBody;
        const message = parseMessage({ chatType, to, from, body: msg, ext }, legacyDialect);
        const request = legacyDialect.sendRequest(message, message.to);
        should(request.path).equal("messages");
        // What one example has beside its message, the service does not look at.
        should({ ...(JSON.parse(JSON.stringify(request.json)) as object), ...rest }).eql(JSON.parse(body));
      });
    } else {
      it(`is not what the service refuses, ${broken}: ${source}`, async () => {
        const response = await fetch(`${emulator.url}/farmco/greenhouse/messages`, {
          method: "POST",
          headers: { authorization: `Bearer ${emulator.app.readyToken}`, "content-type": "application/json" },
          body,
        });
        should(response.status).equal(400);
        should(await response.json()).match({ error: "json_parse" });
      });
    }
  }

  it("says what else a message wishes: its sender, the own devices, only those online, and more", () => {
    const draft = { chatType: "chatrooms", to: "1", body: { type: "txt", msg: "dry" }, from: "bed-3", ext: { bed: 3 } };
    const message = parseMessage({ ...draft, onlineOnly: true, syncDevice: true }, legacyDialect);
    should(legacyDialect.sendRequest(message, message.to).json).eql({
      target_type: "chatrooms",
      target: ["1"],
      msg: { type: "txt", msg: "dry" },
      from: "bed-3",
      sync_device: true,
      routetype: "ROUTE_ONLINE",
      ext: { bed: 3 },
    });
  });

  it("asks for what its service wants of an audio message", () => {
    const draft = { chatType: "users", to: "a", body: { type: "audio", url: "https://a.example/x.amr" } };
    should(() => parseMessage(draft, legacyDialect)).throw(/length: required/);
  });
});
