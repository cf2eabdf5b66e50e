/** The emulator's command line: what it takes, and what it says. */
import { parseArgs } from "node:util";
import type { EmulatorApp } from "./service/app";

/** What a command line asks for. */
export type Command =
  | { readonly do: "run"; readonly port: number; readonly host: string; readonly limits: "strict" | "off" }
  | { readonly do: "help" }
  | { readonly do: "complain"; readonly about: string };

/** The text of `--help`. */
export const helpText = `A chat service on this machine, strict like the real one, to try flows with.

  --port <number>        where it listens (8790)
  --host <address>       who can reach it (127.0.0.1: this machine only)
  --limits strict|off    whether it enforces the service's rate limits (strict)
  --help                 this text
`;

/** Reads the arguments after the program's name. */
export function parseCommandLine(args: readonly string[]): Command {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "8790" },
        host: { type: "string", default: "127.0.0.1" },
        limits: { type: "string", default: "strict" },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    return { do: "complain", about: error instanceof Error ? error.message : String(error) };
  }
  const { port, host, limits, help } = values;
  if (help) return { do: "help" };
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return { do: "complain", about: `--port takes a number from 0 to 65535, not "${port}".` };
  }
  if (limits !== "strict" && limits !== "off") {
    return { do: "complain", about: `--limits takes strict or off, not "${limits}".` };
  }
  return { do: "run", port: Number(port), host, limits };
}

/** The app, to be copied line by line into the config node's dialog, and where the page is. */
export function welcomeText(url: string, app: EmulatorApp): string {
  return `The chat emulator is running. Open ${url}/ to watch the messages arrive.

For the config node's dialog:

  Host             ${url}
  App key          ${app.appKey}

Sign in with one of these:

  App ID           ${app.appId}
  App certificate  ${app.appCertificate}

  Client ID        ${app.clientId}
  Client secret    ${app.clientSecret}

  Token            ${app.readyToken}

These are the same at every start. Press Ctrl-C to end.
`;
}

/** One line for the person whose port is taken, or whose host is none of this machine's. */
export function startFailure(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${port} is taken. Choose another one: --port ${port < 65_535 ? port + 1 : 8790}`;
  if (code === "EACCES") return `Port ${port} is not for everybody. Choose one above 1023: --port 8790`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `This machine has no address ${host}. Leave --host out.`;
  return `The emulator cannot start: ${error instanceof Error ? error.message : String(error)}`;
}
