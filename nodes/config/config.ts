import type { Node, NodeAPI, NodeDef } from "node-red";
import { isChatError } from "../../src/client/chat-error";
import type { ChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import type { ChatApp } from "../node-kit/chat-app";
import { errorSummary, nodeError } from "../node-kit/error-report";
import type { SavedProperties } from "../node-kit/saved-properties";
import { savedReader } from "../node-kit/saved-reader";
import { fieldLabels, sharedWords } from "../node-kit/words";
import { readAppSettings } from "./app-settings";
import type { OutboxLog } from "./app-outbox";
import type { LeftBehind } from "./attached-nodes";
import { createChatApp } from "./create-chat-app";
import { readNetworkSettings } from "./network-settings";
import { outboxFolder } from "./outbox-folder";
import { createOutboxLog } from "./outbox-log";
import { publishCensus } from "./publish-census";
import { serveConnectionTest } from "./serve-connection-test";
import { serveOutbox } from "./serve-outbox";
import { serveVariables } from "./serve-variables";
import { whenFlowsStarted } from "./when-flows-started";

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
  const readSaved = savedReader(RED, "agora-chat-config");
  const whenStarted = whenFlowsStarted(RED);
  const leftBehind: LeftBehind = new Map();

  function construct(this: ConfigNode, config: NodeDef & SavedProperties): void {
    RED.nodes.createNode(this, config);
    const saved = readSaved(this, config);
    const { host, tls, proxy } = saved;
    Object.assign(this, { host, tls, proxy });
    try {
      const settings = readAppSettings(saved, this.credentials);
      const network = readNetworkSettings(RED, saved);
      const log = createOutboxLog(this, words, labelOf);
      const surroundings = { appId: this.id, outboxFolder: outboxFolder(RED, this.id), leftBehind, ...log };
      const app = createChatApp(settings, network, surroundings, systemClock, Math.random);
      this.chatApp = app;
      keepRunning(this, app, log.onStray);
    } catch (error) {
      if (!isChatError(error)) throw error;
      this.chatAppProblem = error;
      // Said once here, for the log; each message that meets it is told again.
      this.warn(nodeError(errorSummary(error, words), words, labelOf).message);
    }
  }

  /** Begins when all nodes are there, and ends with the node. */
  function keepRunning(node: ConfigNode, app: ChatApp, onStray: OutboxLog["onStray"]): void {
    const takeBack = [publishCensus(RED, node.id, app.outbox, systemClock), whenStarted(() => app.start())];
    node.on("close", (isRemoved: boolean, closed: () => void) => {
      takeBack.forEach((run) => run());
      void app.close().then(() => {
        if (isRemoved) leftBehind.get(node.id)?.forEach(onStray);
        if (isRemoved) leftBehind.delete(node.id);
        closed();
      });
    });
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
  serveOutbox(RED);
  serveVariables(RED);
};
