import type { Message } from "../../../../src/emulator/page/message";

/** A text from "greenhouse" to a user, as the page has it once it is read. @param id its time, too */
export function aMessage(id: number, to: string, more: Partial<Message> = {}): Message {
  return {
    id: String(id),
    timestamp: id,
    chatType: "users",
    from: "greenhouse",
    to,
    type: "txt",
    body: { msg: "frost" },
    ext: undefined,
    dialect: "current",
    recalled: false,
    imported: false,
    said: false,
    ...more,
  };
}
