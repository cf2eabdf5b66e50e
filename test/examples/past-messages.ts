import type { UsedEmulator } from "../src/emulator/use-emulator";

/** A message that was said in the past. */
export interface PastMessage {
  readonly hoursAgo: number;
  readonly to: string;
  readonly text: string;
  /** Default: `users`. */
  readonly chatType?: "users" | "chatgroups";
}

/** Puts messages from `ann` into an emulator's past, oldest first. */
export async function saidInThePast({ post }: UsedEmulator, messages: readonly PastMessage[]): Promise<void> {
  const now = Date.now() - messages.length;
  for (const [index, { hoursAgo, to, text, chatType = "users" }] of messages.entries()) {
    const record = { from: "ann", target: to, type: "txt", body: { msg: text } };
    // The service takes no two of a conversation at the same time.
    const msg_timestamp = now + index - hoursAgo * 3_600_000;
    const { status } = await post(`messages/${chatType}/import`, { ...record, msg_timestamp });
    if (status !== 200) throw new Error(`the emulator refused a message of the past: ${status}`);
  }
}

/** The hour in which a message was said, as history names it. @param timestamp epoch milliseconds */
export function hourOf(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 13).replace(/\D/g, "");
}
