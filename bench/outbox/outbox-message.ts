import type { Message } from "../../src/client/message";
import type { Receipt } from "../../src/client/sending/receipt";
import type { OutgoingMessage } from "../../src/delivery/sending/send-with-files";

/** A short alarm. Those that say the same may leave together. */
export function outgoingTo(to: string, msg = "The soil of bed 7 is too dry."): OutgoingMessage {
  return {
    message: {
      ...{ chatType: "users", to: [to], onlineOnly: false, syncDevice: false },
      body: { type: "txt", fields: { msg } },
    },
  };
}

/** What the service would say of it. */
export function receiptsOf({ chatType, to }: Message): readonly Receipt[] {
  return to.map((id) => ({ to: id, chatType, messageId: "1402233445566778899", timestamp: 1_760_000_000_000 }));
}
