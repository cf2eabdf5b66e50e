import { ChatError } from "../../../client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../client/chat-error";
import type { Receipt } from "../../../client/sending/receipt";
import type { Ending } from "../outbox";

/** What the process that took a message in is told when it ended. */
export interface ToldEnding {
  readonly id: string;
  readonly ending: Ending;
  readonly mayBeDouble: boolean;
  /** The message as it is kept, for when nobody waits for it any more. */
  readonly entry: string;
}

interface Written {
  readonly id: string;
  readonly receipts?: readonly Receipt[];
  readonly error?: { readonly code: ChatErrorCode; readonly details: ChatErrorDetails };
  readonly mayBeDouble: boolean;
  readonly entry: string;
}

/** Writes it as JSON. */
export function endingText({ ending, ...others }: ToldEnding): string {
  const written: Written =
    "receipts" in ending
      ? { ...others, receipts: ending.receipts }
      : { ...others, error: { code: ending.error.code, details: ending.error.details } };
  return JSON.stringify(written);
}

/**
 * Reads what {@link endingText} wrote.
 *
 * @throws where it is something else
 */
export function readEnding(text: string): ToldEnding {
  const { id, receipts, error, mayBeDouble, entry } = JSON.parse(text) as Written;
  const ending =
    error === undefined ? { receipts: receipts ?? [] } : { error: new ChatError(error.code, error.details) };
  return { id, ending, mayBeDouble, entry };
}
