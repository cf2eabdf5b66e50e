import type { NodeAPI } from "node-red";
import { asChatError } from "./as-chat-error";
import { defineInputNode } from "./define-input-node";
import { findChatApp } from "./find-chat-app";
import { followOutbox } from "./follow-outbox";
import type { NodeDefinition } from "./node-definition";

/**
 * Registers a node type that uses an app and whose file only declares; what {@link defineInputNode} promises of each
 * message holds. A missing or unusable app shows in the status, and fails each message.
 */
export function defineNode(RED: NodeAPI, definition: NodeDefinition): void {
  const { operation, recovers } = definition;

  defineInputNode(
    RED,
    {
      ...definition,
      run: (work) => definition.run({ ...work, app: findChatApp(RED, work.saved["app"], operation) }),
    },
    {
      begin({ node, saved, status, words, labelOf }) {
        try {
          const app = findChatApp(RED, saved["app"], operation);
          status.clear();
          if (recovers === undefined) return () => undefined;
          return followOutbox(app.outbox, { RED, node, status, words, labelOf, operation, recovers });
        } catch (error) {
          status.notConfigured(asChatError(error, operation, false).code);
          return () => undefined;
        }
      },
      limitedForMs(saved) {
        try {
          return findChatApp(RED, saved["app"], operation).limitedForMs();
        } catch {
          return undefined;
        }
      },
    },
  );
}
