import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import should from "should";

type Program = ChildProcessByStdio<null, Readable, Readable>;

const cli = join(__dirname, "..", "..", "..", "src", "emulator", "cli.ts");

describe("the emulator as a program", () => {
  const programs: Program[] = [];

  function run(...args: readonly string[]): Program {
    const program = spawn(process.execPath, ["--import", "tsx", cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    programs.push(program);
    program.stdout.setEncoding("utf8");
    program.stderr.setEncoding("utf8");
    return program;
  }

  afterEach(() => {
    for (const program of programs.splice(0)) program.kill("SIGKILL");
  });

  it("prints an app ready to paste, serves it, and ends at once on SIGTERM and Ctrl-C", async () => {
    const rounds = (["SIGTERM", "SIGINT"] as const).map(async (signal) => {
      const program = run("--port", "0");
      const text = await untilText(program.stdout, /Ctrl-C/);
      const value = (label: string): string => new RegExp(`^ {2}${label} +(\\S+)$`, "m").exec(text)?.[1] ?? "";
      const [host, appKey] = [value("Host"), value("App Key")];
      should(text).containEql(`Open ${host}/ to watch`);
      should(value("App ID")).match(/^[0-9a-f]{32}$/);
      should(value("App certificate")).match(/^[0-9a-f]{32}$/);
      should(value("Token")).match(/^YWMt/);

      const credentials = { client_id: value("Client ID"), client_secret: value("Client secret") };
      const response = await fetch(`${host}/${appKey.replace("#", "/")}/token`, {
        method: "POST",
        body: JSON.stringify({ grant_type: "client_credentials", ...credentials }),
      });
      should(response.status).equal(200);
      await response.text();

      const exit = exitCode(program);
      program.kill(signal);
      should(await exit).equal(0);
      return text.replaceAll(host, "");
    });
    const [first, second] = await Promise.all(rounds);
    should(first).equal(second); // the app is the same at every start
  });

  it("says where callbacks go", async () => {
    const url = "http://127.0.0.1:1880/chat";
    const text = await untilText(run("--port", "0", "--callback", url).stdout, /Ctrl-C/);
    should(text).containEql(`After sending    ${url}`);
    should(text).match(/^ {2}Secret +\S+$/m);
  });

  it("goes away when somebody here asks it to, and lives to come back", async () => {
    const program = run("--port", "0");
    const host = /^ {2}Host +(\S+)$/m.exec(await untilText(program.stdout, /Ctrl-C/))?.[1] ?? "";
    const answer = await fetch(`${host}/emulator/away`, { method: "POST", body: '{ "seconds": 0.2 }' });
    should(await answer.json()).eql({ away: true, seconds: 0.2 });
    const isThere = (): Promise<boolean> =>
      fetch(`${host}/emulator`).then(
        (response) => response.status === 404,
        () => false,
      );
    while (await isThere()) await new Promise(setImmediate);
    while (!(await isThere())) await new Promise(setImmediate);
    should(program.exitCode).be.null();
  });

  it("says in one line that the port is taken, and how to go on", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const program = run("--port", String(port));
    const [text, code] = await Promise.all([untilText(program.stderr, /\n/), exitCode(program)]);
    other.close();
    should(text).equal(`Port ${port} is taken. Choose another one: --port ${port + 1}\n`);
    should(code).equal(1);
  });

  it("explains itself, and what it was called with wrongly", async () => {
    const [help, wrong] = [run("--help"), run("--limits", "some")];
    const [text, helpCode, complaint, wrongCode] = await Promise.all([
      untilText(help.stdout, /--help/),
      exitCode(help),
      untilText(wrong.stderr, /\n/),
      exitCode(wrong),
    ]);
    for (const option of ["--port", "--host", "--limits", "--help"]) should(text).containEql(option);
    should([helpCode, wrongCode]).eql([0, 1]);
    should(complaint).equal('--limits takes strict or off, not "some".\n');
  });
});

/** How a program ended; `null`: by a signal. */
function exitCode(program: Program): Promise<number | null> {
  return new Promise((resolve) => program.once("exit", resolve));
}

/** What a stream has said when the pattern first fits. */
async function untilText(stream: Readable, pattern: RegExp): Promise<string> {
  let text = "";
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (pattern.test(text)) return text;
  }
  throw new Error(`ended after: ${text}`);
}
