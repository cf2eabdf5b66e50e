/** What the endpoints share: the app, what it holds, its limits, its settings, and the time. */
import type { EmulatorApp } from "./app";
import type { DeletedConversations } from "./conversations";
import type { Files } from "./files";
import type { History } from "./history";
import type { HistoryLinks } from "./history-links";
import type { ImportTimes } from "./import-times";
import type { Limits } from "./limits";
import type { EmulatorMessage, Messages } from "./messages";
import type { Settings } from "./settings";
import type { Thumbnails } from "./thumbnails";
import type { Tokens } from "./tokens";
import type { Users } from "./users";

/** The emulator as its endpoints see it. */
export interface EmulatorState {
  readonly app: EmulatorApp;
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly users: Users;
  readonly limits: Limits;
  readonly messages: Messages;
  readonly files: Files;
  readonly thumbnails: Thumbnails;
  readonly history: History;
  readonly historyLinks: HistoryLinks;
  readonly importTimes: ImportTimes;
  readonly deletedConversations: DeletedConversations;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly nextMessageId: () => string;
  readonly nextUuid: () => string;
  /** `http://127.0.0.1:PORT`. */
  readonly baseUrl: () => string;
  /** Tells those who are called back. @param by who took it back. */
  readonly tellRecalled: (message: EmulatorMessage, by: string) => void;
  /** Tells the page. */
  readonly announce: (event: "recalled" | "deleted", data: object) => void;
}
