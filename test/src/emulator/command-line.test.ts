import should from "should";
import { helpText, parseCommandLine, startFailure } from "../../../src/emulator/command-line";

const usual = {
  port: 8790,
  historyPort: 0,
  host: "127.0.0.1",
  limits: "strict",
  delay: { inMs: [0, 0], outMs: [0, 0] },
  fileDays: 7,
  historyDays: 7,
  historyOffsetHours: 0,
  recallSeconds: 120,
  recallErrors: "older",
  legacyRestrictAccess: false,
  callbacks: [],
};

describe("the emulator's command line", () => {
  it("needs nothing: port 8790 of this machine, limits enforced", () => {
    should(parseCommandLine([])).eql({ do: "run", options: usual });
  });

  it("takes port, host and limits", () => {
    const args = ["--port", "0", "--host", "0.0.0.0", "--limits", "off"];
    should(parseCommandLine(args)).eql({ do: "run", options: { ...usual, port: 0, host: "0.0.0.0", limits: "off" } });
  });

  it("takes what differs between the service's plans, clusters and ages", () => {
    const args =
      "--history-port 8791 --file-days 3 --history-days 90 --history-offset-hours 8 --recall-seconds 600 " +
      "--recall-errors newer --legacy-restrict-access";
    should(parseCommandLine(args.split(" "))).eql({
      do: "run",
      options: {
        ...usual,
        historyPort: 8791,
        fileDays: 3,
        historyDays: 90,
        historyOffsetHours: 8,
        recallSeconds: 600,
        recallErrors: "newer",
        legacyRestrictAccess: true,
      },
    });
    should(parseCommandLine(["--history-offset-hours=-3"])).eql({
      do: "run",
      options: { ...usual, historyOffsetHours: -3 },
    });
  });

  it("takes how far the service is, each way", () => {
    const delay = { inMs: [15, 35], outMs: [15, 35] };
    should(parseCommandLine(["--delay", "15-35"])).eql({ do: "run", options: { ...usual, delay } });
  });

  it("takes who is called back, and the secret for it", () => {
    const [url, first] = ["http://127.0.0.1:1880/chat", "http://127.0.0.1:1880/first"];
    const args = ["--callback", url, "--pre-send", first, "--callback-secret", "s3cr3t"];
    const callbacks = [
      { when: "post-send", url, secret: "s3cr3t" },
      { when: "pre-send", url: first, secret: "s3cr3t" },
    ];
    should(parseCommandLine(args)).eql({ do: "run", options: { ...usual, callbacks } });
  });

  it("explains everything it takes", () => {
    const explained = [...helpText.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name);
    const { callbacks, ...others } = usual;
    should(callbacks).be.empty();
    const named = Object.keys(others).map((option) => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    should(explained.sort()).eql([...named, "callback", "callback-secret", "pre-send", "help"].sort());
  });

  it("says in a line what it does not understand", () => {
    const wrong = [
      ["--port", "high"],
      ["--port", "65536"],
      ["--history-port", "-1"],
      ["--limits", "some"],
      ["--delay", "15"],
      ["--delay", "35-15"],
      ["--recall-errors", "none"],
      ["--recall-seconds", "soon"],
      ["--file-days", "1.5"],
      ["--history-offset-hours", "15"],
      ["--history-offset-hours", "-3"],
      ["--callback", "1880/chat"],
      ["--pre-send", ""],
      ["--callback-secret", "s3cr3t"],
      ["--colour"],
      ["extra"],
    ];
    for (const args of wrong) {
      const command = parseCommandLine(args);
      should(command.do).equal("complain");
      if (command.do === "complain") should(command.about).not.containEql("\n");
    }
  });

  it("gives help before anything else", () => {
    should(parseCommandLine(["--help", "--port", "high"])).eql({ do: "help" });
  });

  it("knows why a start fails", () => {
    const failure = (code: string, port = 80): string =>
      startFailure(Object.assign(new Error("words"), { code, port }), { host: "1.2.3.4", port: 80, historyPort: 81 });
    should(failure("EADDRINUSE")).equal("Port 80 is taken. Choose another one: --port 81");
    should(failure("EADDRINUSE", 81)).equal("Port 81 is taken. Choose another one: --history-port 82");
    should(failure("EACCES")).containEql("--port 8790");
    should(failure("EADDRNOTAVAIL")).containEql("no address 1.2.3.4");
    should(failure("EOTHER")).containEql("words");
    should(failure("EADDRINUSE", 65_535)).endWith("--port 8790");
    const where = { host: "1.2.3.4", port: 80, historyPort: 81 };
    should(startFailure(Object.assign(new Error("words"), { code: "EADDRINUSE" }), where)).startWith(
      "Port 80 is taken.",
    );
    should(startFailure("words", where)).equal("The emulator cannot start: words");
  });
});
