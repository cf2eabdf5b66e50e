/** The tokens that open the app, and its users' own: issued by the token endpoint, ready-made, or built from a certificate. */
import type { EmulatorApp } from "./app";
import type { Refusal } from "../rules/refusal";
import { corruptToken, expiredToken, foreignToken, userTokenRefused } from "../rules/refusals";
import { randomText } from "./random-text";
import { verifyAppToken } from "./verify-app-token";

/** Whose a token is. A user's is enough for files, and for nothing else. */
export type TokenOwner = "app" | "user";

/** The tokens of one app. */
export interface Tokens {
  /** A new opaque token; `seconds` 0 never ends. */
  readonly issue: (seconds: number, owner?: TokenOwner) => string;
  /**
   * Looks at an `Authorization` header; `undefined` when its token is good, else why not.
   *
   * @param owner `app` refuses users' tokens, `user` takes both kinds
   */
  readonly refusal: (authorization: string | undefined, owner: TokenOwner) => Refusal | undefined;
  /** The same for the exchange, which takes a certificate's token only. */
  readonly certificateRefusal: (authorization: string | undefined) => Refusal | undefined;
  /** Every token issued or accepted so far is refused from now on, and certificates' tokens issued before now. */
  readonly revokeAll: () => void;
  /** Takes back every revocation. */
  readonly restore: () => void;
}

const kept = 10_000;
const opaqueForm = /^YWMt[A-Za-z0-9_-]{16,200}$/;

/** @param now epoch milliseconds. @param random 0 ≤ x < 1, from which opaque tokens are made. */
export function createTokens(app: EmulatorApp, now: () => number, random: () => number): Tokens {
  const opaque = new Map<string, { readonly owner: TokenOwner; readonly endsAtMs: number }>([
    [app.readyToken, { owner: "app", endsAtMs: Infinity }],
  ]);
  const acceptedCertificateTokens = new Set<string>();
  let revoked = new Set<string>();
  let revokedBeforeSeconds = -Infinity;

  function refusalOfCertificateToken(token: string, owner: TokenOwner): Refusal | undefined {
    const result = verifyAppToken(token, app, now());
    if (result.verdict !== "accepted") return certificateRefusals[result.verdict];
    if (result.owner === "user" && owner === "app") return userTokenRefused;
    if (result.issuedAtSeconds < revokedBeforeSeconds || revoked.has(token)) return expiredToken;
    acceptedCertificateTokens.add(token);
    forgetOldest(acceptedCertificateTokens);
    return undefined;
  }

  function refusalOfOpaqueToken(token: string, owner: TokenOwner): Refusal | undefined {
    const known = opaque.get(token);
    if (known === undefined) return opaqueForm.test(token) ? foreignToken : corruptToken;
    if (revoked.has(token) || now() >= known.endsAtMs) return expiredToken;
    return known.owner === "user" && owner === "app" ? userTokenRefused : undefined;
  }

  return {
    issue(seconds, owner = "app") {
      const token = `YWMt${randomText(random, 80)}`;
      opaque.set(token, { owner, endsAtMs: seconds === 0 ? Infinity : now() + seconds * 1000 });
      forgetOldest(opaque, app.readyToken);
      return token;
    },
    refusal(authorization, owner) {
      const token = bearer(authorization);
      if (token === undefined) return expiredToken;
      return token.startsWith("007") ? refusalOfCertificateToken(token, owner) : refusalOfOpaqueToken(token, owner);
    },
    certificateRefusal(authorization) {
      const token = bearer(authorization);
      return token === undefined ? expiredToken : refusalOfCertificateToken(token, "app");
    },
    revokeAll() {
      revoked = new Set([...opaque.keys(), ...acceptedCertificateTokens]);
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
