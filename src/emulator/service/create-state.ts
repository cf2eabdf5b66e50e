/** Puts together what the endpoints share. */
import type { EmulatorApp } from "./app";
import { createDeletedConversations } from "./conversations";
import { createFiles } from "./files";
import { createHistory } from "./history";
import { createHistoryLinks } from "./history-links";
import { createImportTimes } from "./import-times";
import { createLimits, type EmulatorLimits } from "./limits";
import { createMessageIds } from "./message-ids";
import { createMessages } from "./messages";
import type { Settings } from "./settings";
import type { EmulatorState } from "./state";
import { createThumbnails } from "./thumbnails";
import { createTokens } from "./tokens";
import { createUsers } from "./users";
import { createUuids } from "./uuids";

/** What a state is made with. */
export interface StateOptions {
  readonly app: EmulatorApp;
  readonly settings: Settings;
  readonly limits: EmulatorLimits;
  /** Passwords by user name. */
  readonly users: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Where the service is. */
  readonly baseUrl: () => string;
  /** Where the history files are. */
  readonly historyUrl: () => string;
  readonly tellRecalled: EmulatorState["tellRecalled"];
  readonly announce: EmulatorState["announce"];
}

/** An app with nothing in it, and the way back to that: `clear` leaves the clock alone. */
export function createState(options: StateOptions): EmulatorState & { readonly clear: () => void } {
  const { app, settings, now, random, baseUrl, historyUrl, tellRecalled, announce } = options;
  const nextUuid = createUuids(now, random);
  const tokens = createTokens(app, now, random);
  const users = createUsers(options.users, now, nextUuid);
  const limits = createLimits(options.limits, now);
  const messages = createMessages();
  const files = createFiles({ now, retentionMs: settings.fileMs });
  const history = createHistory(messages, files, settings.historyOffsetHours);
  const importTimes = createImportTimes();
  const deletedConversations = createDeletedConversations();
  return {
    app,
    settings,
    tokens,
    users,
    limits,
    messages,
    files,
    thumbnails: createThumbnails(),
    history,
    historyLinks: createHistoryLinks({ app, origin: historyUrl, now, random }),
    importTimes,
    deletedConversations,
    now,
    random,
    nextMessageId: createMessageIds(now, random),
    nextUuid,
    baseUrl,
    tellRecalled,
    announce,
    clear() {
      for (const part of [users, limits, messages, files, history, importTimes, deletedConversations]) part.clear();
      tokens.restore();
    },
  };
}
