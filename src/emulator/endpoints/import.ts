/** `POST /{org}/{app}/messages/{users|chatgroups}/import`: brings one message in from elsewhere. */
import type { Call } from "../http/call";
import { checkImport, type ImportedMessage } from "../rules/import-rules";
import { attachmentNotPublic } from "../rules/message-refusals";
import { Refused } from "../rules/refusal";
import { requireAppToken, requireCallQuota, requireJson, requireJsonType, requireSize } from "../rules/requirements";
import { uuidOfFile } from "../service/file-address";
import type { EmulatorState } from "../service/state";
import type { Endpoint } from "./endpoint";
import { envelope } from "./envelope";

/** The endpoint of one chat type; there is none for rooms. */
export function importMessage(chatType: "users" | "chatgroups"): Endpoint {
  return {
    operation: "import",
    method: "POST",
    resource: `messages/${chatType}/import`,
    answer(call, state) {
      requireAppToken(call, state);
      requireJsonType(call, state);
      requireSize(call);
      const json = requireJson(call, "current");
      requireCallQuota(state);
      const message = checkImport(json, chatType, state);
      const body = message.needDownload ? withOwnAttachment(message, call, state) : message.body;
      const id = keep({ ...message, body }, chatType, state);
      return envelope(call, state, {
        // The vendor's example for groups says so too.
        path: "/messages/users/import",
        entities: [],
        data: { msg_id: id },
      });
    },
  };
}

function keep(message: ImportedMessage, chatType: "users" | "chatgroups", state: EmulatorState): string {
  const { from, target, type, body, ext, timestamp, isRead } = message;
  const id = state.nextMessageId();
  state.importTimes.note({ chatType, from, target }, timestamp);
  state.messages.add({
    id,
    timestamp,
    chatType,
    from,
    to: target,
    type,
    body,
    ...(ext === undefined ? {} : { ext }),
    dialect: "current",
    imported: true,
    ...(isRead ? { read: true } : {}),
  });
  return id;
}

/**
 * The body with a copy of its attachment. The real service fetches what lies elsewhere too; this one asks nobody, and leaves
 * such addresses as they are.
 *
 * @throws Refused 400 where the attachment is not for everybody.
 */
function withOwnAttachment({ body }: ImportedMessage, call: Call, state: EmulatorState): ImportedMessage["body"] {
  const uuid = uuidOfFile(body["url"]);
  const file = uuid === undefined ? undefined : state.files.find(uuid);
  if (!file) return body;
  if (file.secret !== null || state.files.isExpired(file)) throw new Refused(attachmentNotPublic);
  const copy = { ...file, uuid: state.nextUuid(), uploadedAt: state.now() };
  state.files.add(copy);
  const [, org = "", app = ""] = call.path.split("/");
  return { ...body, url: `${state.baseUrl()}/${org}/${app}/chatfiles/${copy.uuid}` };
}
