/** How an emulator is made. */
import type { EmulatorCallbackRule } from "./callbacks/callback-rule";
import type { Delay } from "./http/latency";
import type { EmulatorApp } from "./service/app";
import { strictLimits, type EmulatorLimits } from "./service/limits";
import type { Settings } from "./service/settings";

/** Everything has a default. */
export interface EmulatorOptions {
  /** Default 0: a port that is free, another at each start. */
  readonly port?: number;
  /** Where the history files are served, an origin of its own as the real service's object stores are; default 0, as `port`. */
  readonly historyPort?: number;
  /** Default `127.0.0.1`: nobody else can reach it. */
  readonly host?: string;
  /** Replaces some of the app's names and credentials. */
  readonly app?: Partial<EmulatorApp>;
  /** Passwords by user name, for tokens of users; default: nobody. */
  readonly users?: Readonly<Record<string, string>>;
  /** Whom it calls back; at most four after sending. Default: nobody. */
  readonly callbacks?: readonly EmulatorCallbackRule[];
  /** Epoch milliseconds; default `Date.now`. */
  readonly clock?: () => number;
  /** Default `off`; `strict` are the standard plans' numbers. */
  readonly limits?: "off" | "strict" | EmulatorLimits;
  /** How far the service is; default: no time on the way. The page is near. */
  readonly delay?: Delay;
  /** Whether programs of this machine may send it away with `POST /emulator/away`; default `false`. */
  readonly control?: boolean;
  /** Where the built page lies; default `emulator-page` beside the built emulator. */
  readonly pageFolder?: string;
  /** How long issued tokens live; default 7200. */
  readonly tokenSeconds?: number;
  /** Refuse content types other than JSON; default `false`, because the vendor's own examples send none. */
  readonly strictContentType?: boolean;
  /**
   * Whether the header `restrict-access` restricts by being there, whatever it says, as on older services; default `false`:
   * only the value `true` restricts.
   */
  readonly legacyRestrictAccess?: boolean;
  /** How long uploaded files are kept; default 7. */
  readonly fileDays?: number;
  /**
   * How refused recalls are answered. Default `older`, as the vendor's page of this contract has it: status 200 and a list with
   * the reason, `to` and `force` optional. `newer`: 400 and 403 `message_recall_error`, `to` and `force` demanded.
   */
  readonly recallErrors?: "older" | "newer";
  /** How long a message can be recalled without force; default 120. */
  readonly recallSeconds?: number;
  /** How far the names of history's hours are ahead of UTC, such as 8 on clusters in China; default 0. */
  readonly historyOffsetHours?: number;
  /** How long an hour of history is kept after its end; default 7. */
  readonly historyDays?: number;
  /** 0 ≤ x < 1, for tokens, secrets and ids; default `Math.random`. */
  readonly random?: () => number;
}

const dayMs = 86_400_000;

/** The part of the options that the endpoints go by. */
export function settingsFrom(options: EmulatorOptions): Settings {
  return {
    tokenSeconds: options.tokenSeconds ?? 7200,
    strictContentType: options.strictContentType ?? false,
    legacyRestrictAccess: options.legacyRestrictAccess ?? false,
    fileMs: (options.fileDays ?? 7) * dayMs,
    recallErrors: options.recallErrors ?? "older",
    recallMs: (options.recallSeconds ?? 120) * 1000,
    historyOffsetHours: options.historyOffsetHours ?? 0,
    historyMs: (options.historyDays ?? 7) * dayMs,
  };
}

/** The limits that the options name. */
export function limitsFrom(limits: EmulatorOptions["limits"]): EmulatorLimits {
  if (limits === undefined || limits === "off") return {};
  return limits === "strict" ? strictLimits : limits;
}
