import type { NodeAPI } from "node-red";
import { defineSource } from "../node-kit/define-source";
import { listenForCallbacks } from "./listen-for-callbacks";

/** Receives the service's callbacks as messages, and holds those back that the flow is to decide on. */
export = function register(RED: NodeAPI): void {
  defineSource(RED, {
    type: "agora-chat-receive",
    operation: "receive",
    credentials: { secret: { type: "password" } },
    start: (source) => listenForCallbacks(RED, source),
  });
};
