import type { Dialect } from "./dialect";

/** `POST messages/users|chatgroups|chatrooms`: Agora's pages of 2023 and later. */
export const currentDialect: Dialect = {
  name: "current",
  maxRecipients: { users: 600, chatgroups: 3, chatrooms: 10 },
  customEvent: { pattern: /^[a-zA-Z0-9\-_/.]{1,32}$/, required: false },
  alsoRequired: {},
  rateLimitStatuses: [],
  sendRequest(message, to) {
    return {
      path: `messages/${message.chatType}`,
      json: {
        ...(message.from === undefined ? {} : { from: message.from }),
        to,
        type: message.body.type,
        body: message.body.fields,
        ...(message.syncDevice ? { sync_device: true } : {}),
        ...(message.onlineOnly ? { routetype: "ROUTE_ONLINE" } : {}),
        ...(message.ext === undefined ? {} : { ext: message.ext }),
      },
    };
  },
};
