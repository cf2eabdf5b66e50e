import type { Dialect } from "./dialect";

/** `POST messages` with `target_type`, `target` and `msg`: Easemob's pages up to 2021. */
export const legacyDialect: Dialect = {
  name: "legacy",
  maxRecipients: { users: 600, chatgroups: 600, chatrooms: 600 },
  // This dialect's pages allow a space; and they do not say that the event may be left out.
  customEvent: { pattern: /^[a-zA-Z0-9\-_/. ]{1,32}$/, required: true },
  alsoRequired: { audio: ["length"] },
  // Its oldest page answers too many calls with 503.
  rateLimitStatuses: [503],
  sendRequest(message, to) {
    return {
      path: "messages",
      // Asks for message ids instead of a mere "success"; servers that do not know it ignore it.
      query: { useMsgId: "true" },
      json: {
        target_type: message.chatType,
        target: to,
        msg: { type: message.body.type, ...message.body.fields },
        ...(message.from === undefined ? {} : { from: message.from }),
        ...(message.syncDevice ? { sync_device: true } : {}),
        ...(message.onlineOnly ? { routetype: "ROUTE_ONLINE" } : {}),
        ...(message.ext === undefined ? {} : { ext: message.ext }),
      },
    };
  },
};
