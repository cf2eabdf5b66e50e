import type { NodeAPI } from "node-red";
import { ChatError } from "../../src/client/chat-error";
import type { ChatApp, ChatAppHolder } from "./chat-app";

/**
 * The app that a node uses.
 *
 * @param configId the config node's id, as saved
 * @throws `CHAT_NOT_CONFIGURED` where there is none (not chosen, deleted, disabled), or it lacks something
 */
export function findChatApp(RED: NodeAPI, configId: unknown, operation: string): ChatApp {
  const node: unknown = typeof configId === "string" ? RED.nodes.getNode(configId) : null;
  const holder = node as Partial<ChatAppHolder & Record<"chatApp" | "chatAppProblem", unknown>> | null;
  if (holder !== null && "chatApp" in holder) return holder.chatApp as ChatApp;
  if (holder !== null && "chatAppProblem" in holder) throw (holder.chatAppProblem as ChatError).with({ operation });
  throw new ChatError("CHAT_NOT_CONFIGURED", {
    operation,
    outcome: "not-sent",
    issues: [{ path: "app", problem: "config-missing" }],
  });
}
