import type { Verdict } from "./callback";

/** The most that the service reads of an answer, characters (docs.agora.io, doc.easemob.com). */
const mostCharacters = 1_000;

/** The most that a changed message may take, bytes: the service's own default. */
const mostPayloadBytes = 1_024;

/** An answer as it goes out, or which part of it is how much too large. */
export type VerdictAnswer = { readonly text: string } | { readonly excess: VerdictExcess };

/** A part of a verdict that the service would not read. */
export interface VerdictExcess {
  readonly part: "code" | "body";
  /** Of the whole answer, characters; of a changed message, bytes. */
  readonly found: number;
  readonly allowed: number;
}

/**
 * Words a verdict for the service: `{"valid":true}`, with `payload` where the message was changed; `{"valid":false}`, with
 * `code` where the sender's app is to be told one.
 */
export function verdictAnswer({ allow, code, payload }: Verdict): VerdictAnswer {
  const text = JSON.stringify({
    valid: allow,
    ...(allow || code === undefined ? {} : { code }),
    ...(!allow || payload === undefined ? {} : { payload }),
  });
  const bytes = allow && payload !== undefined ? Buffer.byteLength(JSON.stringify(payload)) : 0;
  if (bytes > mostPayloadBytes) return { excess: { part: "body", found: bytes, allowed: mostPayloadBytes } };
  if (text.length <= mostCharacters) return { text };
  return { excess: { part: allow ? "body" : "code", found: text.length, allowed: mostCharacters } };
}
