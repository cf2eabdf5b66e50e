/** Says something to the emulator as a user's app would. */
import { fieldsOf, textOf } from "./fields";
import { parseMessage, type ChatType, type Message } from "./message";

/** A text, from a user to a user, group or room. */
export interface Saying {
  readonly from: string;
  readonly chatType: ChatType;
  readonly to: string;
  readonly text: string;
}

/**
 * What became of it. `refused`: by the callback that is asked before a message is sent; `invalid`: the emulator does not
 * take it. Both with the reason, `""` where none was given.
 */
export type Said =
  | {
      readonly state: "said";
      /** As it was sent: a callback may have changed it. */ readonly message: Message | undefined;
    }
  | { readonly state: "refused" | "invalid"; readonly reason: string }
  | { readonly state: "unreachable" };

/** Longer than any callback may take to answer. */
const patienceMs = 15_000;
const maximumBytes = 5_120;

/** Says it. Never rejects. */
export async function say(saying: Saying): Promise<Said> {
  try {
    const response = await fetch("/emulator/say", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: wireText(saying),
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = fieldsOf(await response.json().catch(() => undefined));
    if (response.ok) return { state: "said", message: parseMessage({ ...fieldsOf(answer["message"]), said: true }) };
    const reason = textOf(answer["error"]);
    return response.status === 403
      ? { state: "refused", reason }
      : { state: "invalid", reason: reason || `HTTP ${response.status}` };
  } catch {
    return { state: "unreachable" };
  }
}

/** How many bytes are left of the 5 KB that a message may have with all that is around its text; negative: too many. */
export function bytesLeft(saying: Saying): number {
  return maximumBytes - new TextEncoder().encode(wireText(saying)).length;
}

function wireText({ from, chatType, to, text }: Saying): string {
  return JSON.stringify({ from, chatType, to, type: "txt", body: { msg: text } });
}
