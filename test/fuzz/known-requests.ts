/** What the palette may ask of the service, and nothing else. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { injectedHeader } from "./hostile-texts";

/** Where requests may go: `{method} {path without query}` below the app. */
const known: readonly RegExp[] = [
  /^POST \/token$/,
  /^POST \/messages(\/(users|chatgroups|chatrooms)(\/import)?|\/msg_recall)?$/,
  /^POST \/chatfiles$/,
  /^GET \/chatfiles\/[0-9a-fA-F-]{36}$/,
  /^GET \/chatmessages\/\d{10}$/,
  // One segment, in which everything that would lead elsewhere is escaped, and that is no folder.
  /^DELETE \/users\/(?!\.{1,2}\/|(?:%2e){1,2}\/)[\w.~!*'()%-]+\/user_channel$/i,
];

const knownHeaders: ReadonlySet<string> = new Set([
  ...["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"],
  ...["connection", "transfer-encoding", "share-secret", "thumbnail", "restrict-access", "thumbnail-width"],
  ...["thumbnail-height", "range", "if-range"],
]);

/** Watches all requests that this process makes by Node.js's own client. */
export interface WatchedRequests {
  /** Those since it was asked before that lead where nothing of ours does, or have lines that are not ours. */
  readonly strange: () => readonly string[];
  /** How many there were. */
  readonly count: () => number;
}

/**
 * Watches during the tests of the enclosing `describe`.
 *
 * @param origins where requests may go: the app's address, with everything up to its name, first; then those whose files
 * may be read
 */
export function useKnownRequests(origins: () => readonly [app: string, ...files: string[]]): WatchedRequests {
  let strange: string[] = [];
  let count = 0;
  const look = (message: unknown): void => {
    // Its head as it goes out, line by line.
    const { _header: head } = (message as { readonly request: { readonly _header: string } }).request;
    count += 1;
    const [first = "", ...lines] = head.replace(/(\r\n)+$/, "").split("\r\n");
    const [, method = "", path = ""] = /^(\S+) ([^ ?]*)\S* HTTP\/1\.1$/.exec(first) ?? [];
    const headers = new Map(lines.map((line) => [/^[^:]*/.exec(line)?.[0].toLowerCase() ?? "", line]));
    const address = `http:${headers.get("host")?.replace(/^host: ?/i, "//") ?? ""}${path}`;
    const [app, ...files] = origins();
    const isKnown = address.startsWith(`${app}/`)
      ? known.some((pattern) => pattern.test(`${method} ${address.slice(app.length)}`))
      : method === "GET" && files.some((file) => address.startsWith(`${file}/`));
    if (!isKnown) strange.push(`${first} to ${address}`);
    strange.push(...[...headers].filter(([name]) => !knownHeaders.has(name)).map(([, line]) => line));
  };
  before(() => subscribe("http.client.request.start", look));
  after(() => void unsubscribe("http.client.request.start", look));
  return {
    strange() {
      const found = strange;
      strange = [];
      return found;
    },
    count: () => count,
  };
}

/** Whether something that arrived has a line that was put into it. */
export function isInjected({ headers }: { readonly headers: Readonly<Record<string, string>> }): boolean {
  return injectedHeader in headers || Object.values(headers).some((value) => /[\r\n\0]/.test(value));
}
