import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Secrets in the environment", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const fields = {
    CHAT_HOST: "host",
    CHAT_APP_KEY: "appKey",
    CHAT_APP_ID: "appId",
    CHAT_APP_CERTIFICATE: "appCertificate",
  };
  const names = Object.keys(fields);
  let before: readonly (readonly [string, string | undefined])[];

  beforeEach(() => {
    before = names.map((name) => [name, process.env[name]]);
    const { appKey, appId, appCertificate } = emulator.app;
    const values = [emulator.url, appKey, appId, appCertificate];
    names.forEach((name, index) => (process.env[name] = values[index]));
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  describe("where all variables are set", () => {
    const example = useExample("Secrets in the environment", {});

    it("sends with what they hold", async () => {
      example.press("say hello");
      const [receipts] = await example.shown("receipt");
      should(receipts).containDeep([{ to: "ann", chatType: "users" }]);
      should(emulator.messages().map(({ body }) => body["msg"])).eql(["Hello from the greenhouse"]);
    });
  });

  for (const [name, field] of Object.entries(fields)) {
    describe(`without ${name}`, () => {
      beforeEach(() => Reflect.deleteProperty(process.env, name));
      const example = useExample("Secrets in the environment", {});

      it("says in which field it is missing, and sends nothing", async () => {
        example.press("say hello");
        const [problem] = await example.shown("what is missing");
        // Without the editor's catalogues, a text is its key.
        should(problem)
          .be.a.String()
          .and.startWith("CHAT_NOT_CONFIGURED")
          .and.match(new RegExp(`\\n• ${field}: \\S+:problem\\.env-unset$`));
        should(emulator.messages()).be.empty();
      });
    });
  }
});
