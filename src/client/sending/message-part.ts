import { ChatError } from "../chat-error";
import { maxBodyBytes } from "../dialects/dialect";
import type { Dialect } from "../dialects/dialect";
import type { Call } from "../call";
import type { Message } from "../message";

/** One request's share of a message. */
export interface MessagePart {
  /** Its recipients, in the message's order. */
  readonly to: readonly string[];
  readonly call: Call;
}

/**
 * Divides a message into the requests that carry it: as few as the dialect's recipients per request and the 5 KB of a
 * body allow.
 *
 * @throws `CHAT_TOO_LARGE` where it does not fit even for one recipient; nothing has been sent then
 */
export function messageParts(message: Message, dialect: Dialect): readonly MessagePart[] {
  const most = dialect.maxRecipients[message.chatType];
  const whole = message.to.length <= most ? partOf(message, message.to, dialect) : undefined;
  if (whole !== undefined && byteLength(whole.call.json ?? "") <= maxBodyBytes) return [whole];

  const emptyBytes = byteLength(JSON.stringify(dialect.sendRequest(message, []).json));
  const largest = emptyBytes + Math.max(...message.to.map(idBytes));
  if (largest > maxBodyBytes) throw tooLarge(largest);

  const parts: MessagePart[] = [];
  let to: string[] = [];
  let bytes = emptyBytes;
  for (const id of message.to) {
    // Every id but the first brings a comma.
    const more = idBytes(id) + (to.length === 0 ? 0 : 1);
    if (to.length === most || bytes + more > maxBodyBytes) {
      parts.push(partOf(message, to, dialect));
      to = [];
      bytes = emptyBytes;
    }
    bytes += idBytes(id) + (to.length === 0 ? 0 : 1);
    to.push(id);
  }
  return [...parts, partOf(message, to, dialect)];
}

function partOf(message: Message, to: readonly string[], dialect: Dialect): MessagePart {
  const { path, query, json: body } = dialect.sendRequest(message, to);
  const json = JSON.stringify(body);
  return {
    to,
    call: {
      operation: "send-message",
      method: "POST",
      path,
      ...(query === undefined ? {} : { query }),
      json,
      signedIn: true,
      recipients: { chatType: message.chatType, to },
      company: {
        kind: `${path} ${withoutRecipients(json, to)}`,
        mostRecipients: dialect.maxRecipients[message.chatType],
        spareBytes: maxBodyBytes - byteLength(json),
        addedBytes: () => to.reduce((sum, id) => sum + idBytes(id) + 1, 0),
        callTo: (all) => partOf(message, all, dialect).call,
      },
    },
  };
}

/** In JSON, no text holds a quotation mark that is not escaped: the first that looks like the list is the list. */
function withoutRecipients(json: string, to: readonly string[]): string {
  return json.replace(JSON.stringify(to), () => "[]");
}

function tooLarge(found: number): ChatError {
  return new ChatError("CHAT_TOO_LARGE", {
    operation: "send-message",
    outcome: "not-sent",
    issues: [{ path: "body", problem: "too-large", params: { found, allowed: maxBodyBytes } }],
  });
}

function idBytes(id: string): number {
  return byteLength(JSON.stringify(id));
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
