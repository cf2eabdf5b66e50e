/** The emulator's command line: what it takes, and what it says. */
import { parseArgs } from "node:util";
import { callbackRulesFrom, callbackText } from "./callback-flags";
import type { EmulatorCallbackRule } from "./callbacks/callback-rule";
import type { EmulatorOptions } from "./emulator-options";
import type { Delay } from "./http/latency";
import type { EmulatorApp } from "./service/app";

/** What a command line asks for. */
export type Command =
  | { readonly do: "run"; readonly options: RunOptions }
  | { readonly do: "help" }
  | { readonly do: "complain"; readonly about: string };

/** What the command line decides; everything else of the emulator's options keeps its default. */
export type RunOptions = Required<
  Pick<
    EmulatorOptions,
    | "port"
    | "historyPort"
    | "host"
    | "limits"
    | "delay"
    | "fileDays"
    | "historyDays"
    | "historyOffsetHours"
    | "recallSeconds"
    | "recallErrors"
    | "legacyRestrictAccess"
    | "callbacks"
  >
>;

/** The text of `--help`. */
export const helpText = `A chat service on this machine, strict like the real one, to try flows with.

  --port <number>                  where it listens (8790)
  --history-port <number>          where it serves history files (0, whichever is free)
  --host <address>                 who can reach it (127.0.0.1: this machine only)
  --limits strict|off              whether it enforces the service's rate limits (strict)
  --delay <least>-<most>           milliseconds that a request, and again its answer, is on its way (0-0)
  --file-days <number>             how long uploaded files are kept (7)
  --history-days <number>          how long an hour of history is kept (7)
  --history-offset-hours <number>  how far the names of hours are ahead of UTC (0; China's clusters: 8)
  --recall-seconds <number>        how long a message can be recalled without force (120)
  --recall-errors older|newer      whose words refuse a recall: 200 with a reason, or 400 and 403 (older)
  --legacy-restrict-access         the header restrict-access restricts whatever it says, as on older services
  --callback <url>                 who is told of every message after it was sent (nobody; up to four times)
  --pre-send <url>                 who is asked before a user's message is sent, with 200 ms to answer (nobody)
  --callback-secret <text>         what callbacks are signed with (one that it prints)
  --help                           this text

With callbacks its page is a chat with your flow. For a receive node with the path "chat" in a Node-RED on this machine:

  agora-chat-emulator --callback http://127.0.0.1:1880/chat

While it runs, whoever is on this machine can send it away for a while, to see what an outage does:

  curl -X POST http://127.0.0.1:8790/emulator/away -d '{ "seconds": 10 }'
`;

const flags = {
  port: { type: "string", default: "8790" },
  "history-port": { type: "string", default: "0" },
  host: { type: "string", default: "127.0.0.1" },
  limits: { type: "string", default: "strict" },
  delay: { type: "string", default: "0-0" },
  "file-days": { type: "string", default: "7" },
  "history-days": { type: "string", default: "7" },
  "history-offset-hours": { type: "string", default: "0" },
  "recall-seconds": { type: "string", default: "120" },
  "recall-errors": { type: "string", default: "older" },
  "legacy-restrict-access": { type: "boolean", default: false },
  callback: { type: "string", multiple: true },
  "pre-send": { type: "string" },
  "callback-secret": { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Reads the arguments after the program's name. */
export function parseCommandLine(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({ args: [...args], options: flags });
    if (values.help) return { do: "help" };
    const whole = (flag: keyof typeof values, least: number, most: number): number => {
      const text = String(values[flag]);
      if (/^-?\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
      throw new Error(`--${flag} takes a number from ${least} to ${most}, not "${text}".`);
    };
    const oneOf = <Word extends string>(flag: keyof typeof values, words: readonly [Word, Word]): Word => {
      const word = words.find((known) => known === values[flag]);
      if (word !== undefined) return word;
      throw new Error(`--${flag} takes ${words.join(" or ")}, not "${String(values[flag])}".`);
    };
    const options = {
      port: whole("port", 0, 65_535),
      historyPort: whole("history-port", 0, 65_535),
      host: values.host,
      limits: oneOf("limits", ["strict", "off"]),
      delay: delayFrom(values.delay),
      fileDays: whole("file-days", 0, 3650),
      historyDays: whole("history-days", 0, 3650),
      historyOffsetHours: whole("history-offset-hours", -12, 14),
      recallSeconds: whole("recall-seconds", 0, 99_999),
      recallErrors: oneOf("recall-errors", ["older", "newer"]),
      legacyRestrictAccess: values["legacy-restrict-access"],
      callbacks: callbackRulesFrom(values),
    };
    return { do: "run", options };
  } catch (error) {
    return { do: "complain", about: messageOf(error).replaceAll("\n", " ") };
  }
}

/** The same both ways. */
function delayFrom(text: string): Delay {
  const [, least, most] = (/^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (least === undefined || most === undefined || least > most) {
    throw new Error(`--delay takes two numbers of milliseconds such as 15-35, not "${text}".`);
  }
  return { inMs: [least, most], outMs: [least, most] };
}

/** The app, to be copied line by line into the config node's dialog, where the page is, and where callbacks go. */
export function welcomeText(url: string, app: EmulatorApp, callbacks: readonly EmulatorCallbackRule[] = []): string {
  return `The chat emulator is running. Open ${url}/ to watch the messages arrive.

For the config node's dialog:

  Host             ${url}
  App Key          ${app.appKey}

Sign in with one of these:

  App ID           ${app.appId}
  App certificate  ${app.appCertificate}

  Client ID        ${app.clientId}
  Client secret    ${app.clientSecret}

  Token            ${app.readyToken}
${callbackText(callbacks)}
These are the same at every start. Press Ctrl-C to end.
`;
}

/** One line for the person whose port is taken, or whose host is none of this machine's. */
export function startFailure(error: unknown, options: Pick<RunOptions, "host" | "port" | "historyPort">): string {
  const { code, port = options.port } = error instanceof Error ? (error as ListenError) : {};
  const isHistoryPort = port === options.historyPort && port !== options.port;
  const [flag, usual] = isHistoryPort ? (["--history-port", 0] as const) : (["--port", 8790] as const);
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken. Choose another one: ${flag} ${port < 65_535 ? port + 1 : usual}`;
  }
  if (code === "EACCES") return `Port ${port} is not for everybody. Choose one above 1023: ${flag} ${usual}`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `This machine has no address ${options.host}. Leave --host out.`;
  }
  return `The emulator cannot start: ${messageOf(error)}`;
}

/** What a server that cannot listen says. */
type ListenError = Error & { readonly code?: string; readonly port?: number };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
