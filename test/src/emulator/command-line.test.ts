import should from "should";
import { parseCommandLine, startFailure } from "../../../src/emulator/command-line";

describe("the emulator's command line", () => {
  it("needs nothing: port 8790 of this machine, limits enforced", () => {
    should(parseCommandLine([])).eql({ do: "run", port: 8790, host: "127.0.0.1", limits: "strict" });
  });

  it("takes port, host and limits", () => {
    const args = ["--port", "0", "--host", "0.0.0.0", "--limits", "off"];
    should(parseCommandLine(args)).eql({ do: "run", port: 0, host: "0.0.0.0", limits: "off" });
  });

  it("says in a line what it does not understand", () => {
    const wrong = [["--port", "high"], ["--port", "65536"], ["--limits", "some"], ["--colour"], ["extra"]];
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
    const failure = (code: string): string => startFailure(Object.assign(new Error("words"), { code }), "1.2.3.4", 80);
    should(failure("EADDRINUSE")).equal("Port 80 is taken. Choose another one: --port 81");
    should(failure("EACCES")).containEql("--port 8790");
    should(failure("EADDRNOTAVAIL")).containEql("no address 1.2.3.4");
    should(failure("EOTHER")).containEql("words");
  });
});
