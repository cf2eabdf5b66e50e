/** Every resource that an app has here. */
import { deleteConversation } from "./delete-conversation";
import { download } from "./download";
import type { Endpoint } from "./endpoint";
import { history } from "./history";
import { importMessage } from "./import";
import { recall } from "./recall";
import { sendCurrent } from "./send-current";
import { sendLegacy } from "./send-legacy";
import { token } from "./token";
import { upload } from "./upload";

/** The route table; a new endpoint is one line. */
export const endpoints: readonly Endpoint[] = [
  token,
  sendLegacy,
  sendCurrent("users"),
  sendCurrent("chatgroups"),
  sendCurrent("chatrooms"),
  upload,
  download,
  history,
  recall,
  importMessage("users"),
  importMessage("chatgroups"),
  deleteConversation,
];
