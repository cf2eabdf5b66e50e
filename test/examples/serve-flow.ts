import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { NodeAPI } from "node-red";
import type { NodeSet } from "node-red-node-test-helper";

/** Where the flows of the test helper's Node-RED are reached: the helper itself serves none of their addresses. */
export interface FlowServer {
  /** To be loaded with the flow: learns which Node-RED it is. */
  readonly learn: NodeSet;
  /** Begins to serve the flow that has been loaded, on this machine only. */
  readonly start: () => Promise<void>;
  /** Cuts every connection, and resolves when the port is free again. */
  readonly stop: () => Promise<void>;
  /** `http://127.0.0.1:PORT`; not before it was started. */
  readonly url: () => string;
}

/** A server that is started and stopped around each test. */
export function createFlowServer(): FlowServer {
  let RED: NodeAPI | undefined;
  let server: Server | undefined;
  return {
    learn(red) {
      RED = red;
    },
    async start() {
      server = createServer(RED?.httpNode as unknown as RequestListener).listen(0, "127.0.0.1");
      await once(server, "listening");
    },
    async stop() {
      if (server === undefined) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      server = undefined;
    },
    url: () => `http://127.0.0.1:${(server?.address() as AddressInfo).port}`,
  };
}
