/** Every resource that an app has here. */
import type { Endpoint } from "./endpoint";
import { sendCurrent } from "./send-current";
import { sendLegacy } from "./send-legacy";
import { token } from "./token";

/** The route table; a new endpoint is one line. */
export const endpoints: readonly Endpoint[] = [
  token,
  sendLegacy,
  sendCurrent("users"),
  sendCurrent("chatgroups"),
  sendCurrent("chatrooms"),
];
