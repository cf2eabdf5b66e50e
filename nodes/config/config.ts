import type { Node, NodeAPI, NodeDef } from "node-red";
import { isChatError } from "../../src/client/chat-error";
import type { ChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import type { ChatApp } from "../node-kit/chat-app";
import { errorSummary, nodeError } from "../node-kit/error-report";
import type { SavedProperties } from "../node-kit/saved-properties";
import { fieldLabels, sharedWords } from "../node-kit/words";
import { readAppSettings } from "./app-settings";
import { createChatApp } from "./create-chat-app";
import { readNetworkSettings } from "./network-settings";
import { serveConnectionTest } from "./serve-connection-test";

type ConfigNode = Node<SavedProperties> & {
  /** Where its credentials may go, and which way, for the connection test. */
  host?: unknown;
  tls?: unknown;
  proxy?: unknown;
  chatApp?: ChatApp;
  chatAppProblem?: ChatError;
};

/** The config node: one chat app, its credentials, and everything that its users share. */
export = function register(RED: NodeAPI): void {
  const words = sharedWords(RED);
  const labelOf = fieldLabels(RED, "agora-chat-config");

  function construct(this: ConfigNode, saved: NodeDef & SavedProperties): void {
    RED.nodes.createNode(this, saved);
    const { host, tls, proxy } = saved;
    Object.assign(this, { host, tls, proxy });
    try {
      const settings = readAppSettings(saved, this.credentials);
      const network = readNetworkSettings(RED, saved);
      this.chatApp = createChatApp(settings, network, systemClock, Math.random);
    } catch (error) {
      if (!isChatError(error)) throw error;
      this.chatAppProblem = error;
      // Said once here, for the log; each message that meets it is told again.
      this.warn(nodeError(errorSummary(error, words), words, labelOf).message);
    }
    this.on("close", () => this.chatApp?.close());
  }

  RED.nodes.registerType("agora-chat-config", construct, {
    credentials: {
      appId: { type: "text" },
      appCertificate: { type: "password" },
      clientId: { type: "text" },
      clientSecret: { type: "password" },
      token: { type: "password" },
      redisUrl: { type: "password" },
    },
  });
  serveConnectionTest(RED);
};
