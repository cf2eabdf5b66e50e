/** The tokens that open the app: issued by the token endpoint, ready-made, or built from the app's certificate. */
import type { EmulatorApp } from "./app";
import type { Refusal } from "../rules/refusal";
import { corruptToken, expiredToken, foreignToken, userTokenRefused } from "../rules/refusals";
import { verifyAppToken } from "./verify-app-token";

/** The tokens of one app. */
export interface Tokens {
  /** A new opaque token; `seconds` 0 never ends. */
  readonly issue: (seconds: number) => string;
  /** Looks at an `Authorization` header; `undefined` when it opens the app, else why not. */
  readonly refusal: (authorization: string | undefined) => Refusal | undefined;
  /** The same for the exchange, which takes a certificate's token only. */
  readonly certificateRefusal: (authorization: string | undefined) => Refusal | undefined;
  /** Every token issued or accepted so far is refused from now on, and certificates' tokens issued before now. */
  readonly revokeAll: () => void;
  /** Takes back every revocation. */
  readonly restore: () => void;
}

const kept = 10_000;
const opaqueForm = /^YWMt[A-Za-z0-9_-]{16,200}$/;
const opaqueAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @param now epoch milliseconds. @param random 0 ≤ x < 1, from which opaque tokens are made. */
export function createTokens(app: EmulatorApp, now: () => number, random: () => number): Tokens {
  const endsAtMs = new Map<string, number>([[app.readyToken, Infinity]]);
  const acceptedCertificateTokens = new Set<string>();
  let revoked = new Set<string>();
  let revokedBeforeSeconds = -Infinity;

  function refusalOfCertificateToken(token: string): Refusal | undefined {
    const result = verifyAppToken(token, app, now());
    if (result.verdict !== "accepted") return certificateRefusals[result.verdict];
    if (result.issuedAtSeconds < revokedBeforeSeconds || revoked.has(token)) return expiredToken;
    acceptedCertificateTokens.add(token);
    forgetOldest(acceptedCertificateTokens);
    return undefined;
  }

  function refusalOfOpaqueToken(token: string): Refusal | undefined {
    const endsAt = endsAtMs.get(token);
    if (endsAt === undefined) return opaqueForm.test(token) ? foreignToken : corruptToken;
    return revoked.has(token) || now() >= endsAt ? expiredToken : undefined;
  }

  return {
    issue(seconds) {
      const characters = Array.from({ length: 80 }, () => opaqueAlphabet[Math.floor(random() * 64)]);
      const token = `YWMt${characters.join("")}`;
      endsAtMs.set(token, seconds === 0 ? Infinity : now() + seconds * 1000);
      forgetOldest(endsAtMs, app.readyToken);
      return token;
    },
    refusal(authorization) {
      const token = bearer(authorization);
      if (token === undefined) return expiredToken;
      return token.startsWith("007") ? refusalOfCertificateToken(token) : refusalOfOpaqueToken(token);
    },
    certificateRefusal(authorization) {
      const token = bearer(authorization);
      return token === undefined ? expiredToken : refusalOfCertificateToken(token);
    },
    revokeAll() {
      revoked = new Set([...endsAtMs.keys(), ...acceptedCertificateTokens]);
      // Tokens carry whole seconds: one made within this second, but not seen yet, may be the caller's new one.
      revokedBeforeSeconds = Math.floor(now() / 1000);
    },
    restore() {
      revoked = new Set();
      revokedBeforeSeconds = -Infinity;
    },
  };
}

const certificateRefusals = {
  corrupt: corruptToken,
  foreign: foreignToken,
  expired: expiredToken,
  user: userTokenRefused,
} as const;

/** The token of a bearer header; `undefined` when there is none, and something unusable when the header is no such thing. */
function bearer(authorization: string | undefined): string | undefined {
  const header = authorization?.trim() ?? "";
  if (header === "" || header === "Bearer") return undefined;
  return /^Bearer (\S+)$/.exec(header)?.[1] ?? "";
}

function forgetOldest(tokens: Map<string, unknown> | Set<string>, except?: string): void {
  if (tokens.size <= kept) return;
  for (const token of tokens.keys()) {
    if (token === except) continue;
    tokens.delete(token);
    return;
  }
}
