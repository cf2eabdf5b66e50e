import type { ChatType, MessageType } from "../../src/client/message";

/** How many messages an outbox holds, by what is to become of them. */
export interface OutboxCounts {
  /** They leave by themselves. */
  readonly waiting: number;
  /** They may have arrived; somebody must decide. */
  readonly uncertain: number;
  /** They were not sent; somebody must decide. */
  readonly failed: number;
}

/** A message about which somebody must decide. */
export interface ParkedMessage {
  readonly id: string;
  readonly state: "uncertain" | "failed";
  /** Why: the code of its error; `CHAT_INVALID_INPUT`: it is damaged and cannot be sent. */
  readonly code: string;
  /** When it was taken in, milliseconds since 1970; 0 where nobody knows. */
  readonly acceptedAt: number;
  readonly chatType: ChatType;
  readonly to: readonly string[];
  readonly type: MessageType;
  /** The beginning of what it says, or empty. */
  readonly preview: string;
}

/** What to do with a message that was set aside. */
export type Decision = "send" | "drop";

/** Why an outbox cannot be used, in the words of the server's language. */
export interface OutboxTrouble {
  readonly trouble: { readonly code: string; readonly message: string };
}

/** What the admin endpoint answers. `parked` holds the oldest first, and not all where there are very many. */
export type OutboxContents =
  { readonly census: OutboxCounts; readonly parked: readonly ParkedMessage[] } | OutboxTrouble;

/** Asks the server what the outbox of a deployed app holds. */
export function readOutbox(appId: string): JQuery.jqXHR<OutboxContents> {
  return $.ajax({ url: addressOf(appId), dataType: "json" });
}

/** Tells the server what to do with messages. It answers how many there still were; 409 with {@link OutboxTrouble}. */
export function decideOutbox(
  appId: string,
  ids: readonly string[] | "all",
  decision: Decision,
): JQuery.jqXHR<{ readonly decided: number }> {
  return $.ajax({
    url: addressOf(appId),
    method: "POST",
    contentType: "application/json",
    dataType: "json",
    data: JSON.stringify({ ids, decision }),
  });
}

/**
 * Hears of every change, and of a connection that was lost and is back.
 *
 * @param onChange `undefined`: nobody knows the counts
 * @returns ends it
 */
export function watchOutbox(appId: string, onChange: (counts: OutboxCounts | undefined) => void): () => void {
  const topic = addressOf(appId);
  const onCounts = (_topic: string, data: unknown): void => onChange(areCounts(data) ? data : undefined);
  const onConnect = (): void => onChange(undefined);
  RED.comms.subscribe(topic, onCounts);
  RED.comms.on("connect", onConnect);
  return () => {
    RED.comms.unsubscribe(topic, onCounts);
    RED.comms.off("connect", onConnect);
  };
}

function addressOf(appId: string): string {
  return `agora-chat/outbox/${encodeURIComponent(appId)}`;
}

function areCounts(data: unknown): data is OutboxCounts {
  const { waiting, uncertain, failed } = (data ?? {}) as Readonly<Record<string, unknown>>;
  return [waiting, uncertain, failed].every((count) => typeof count === "number");
}
