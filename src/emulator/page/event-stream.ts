/** The emulator's Server-Sent Events, parsed. */
import { parseCallCounts, type CallCounts } from "./call-counts";
import { fieldsOf, numberOf, textOf } from "./fields";
import { parseDeletion, parseMessage, parseSnapshot, type Deletion, type Message, type Snapshot } from "./message";

/** Whether what the page shows is what the emulator has; `away`: it has said that it would go. */
export type Connection = "connecting" | "live" | "away" | "reconnecting";

/** What can be heard. */
export interface EmulatorListener {
  /** On every connect: all there is, or, of very many messages, the last. */
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly message: (message: Message) => void;
  /** A message, by its id, was taken back. */
  readonly recalled: (id: string) => void;
  readonly deleted: (deletion: Deletion) => void;
  /** Everything is forgotten; what comes now is another session's. */
  readonly reset: (session: string) => void;
  /** It goes away, for so many milliseconds where that is known. */
  readonly away: (ms: number | undefined) => void;
  readonly counts: (counts: CallCounts) => void;
  readonly connection: (connection: Connection) => void;
}

/** How long to wait before a new stream when the browser has given one up (it only retries broken connections itself). */
const retryDelayMs = 2_000;

/** Listens for as long as the page is open. */
export function listenToEmulator(path: string, listener: EmulatorListener): void {
  listener.connection("connecting");
  connect(path, listener);
}

function connect(path: string, listener: EmulatorListener): void {
  const events = new EventSource(path);
  const on = (name: string, take: (data: unknown) => void): void => {
    events.addEventListener(name, (event) => take(parseJson((event as MessageEvent<unknown>).data)));
  };

  let isAway = false;
  on("snapshot", (data) => {
    isAway = false;
    listener.snapshot(parseSnapshot(data));
    listener.connection("live");
  });
  on("message", (data) => {
    const message = parseMessage(data);
    if (message) listener.message(message);
  });
  on("recalled", (data) => listener.recalled(textOf(fieldsOf(data)["id"])));
  on("deleted", (data) => {
    const deletion = parseDeletion(data);
    if (deletion) listener.deleted(deletion);
  });
  on("reset", (data) => listener.reset(textOf(fieldsOf(data)["session"])));
  on("counts", (data) => listener.counts(parseCallCounts(data)));
  on("away", (data) => {
    isAway = true;
    listener.connection("away");
    listener.away(numberOf(fieldsOf(data)["ms"]));
  });
  events.addEventListener("error", () => {
    if (!isAway) listener.connection("reconnecting");
    if (events.readyState === EventSource.CLOSED) setTimeout(() => connect(path, listener), retryDelayMs);
  });
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
