import http from "node:http";
import axios from "axios";
import type { Node, NodeAPI, NodeDef } from "node-red";

/** axios as bare as it can be in a node: what is left of our node without limits, retry, checks and receipts. */
export = function register(RED: NodeAPI): void {
  function construct(this: Node, saved: NodeDef & { readonly url: string; readonly token: string }): void {
    RED.nodes.createNode(this, saved);
    const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    const instance = axios.create({ httpAgent, maxRedirects: 0, headers: { authorization: `Bearer ${saved.token}` } });
    this.on("input", (msg, send, done) => {
      const { to, payload } = msg as { to?: string; payload?: unknown };
      instance.post<unknown>(saved.url, { to: [to], type: "txt", body: { msg: payload } }).then(
        (answer) => {
          msg.payload = answer.data;
          send(msg);
          done();
        },
        (error: unknown) => done(error as Error),
      );
    });
    this.on("close", () => httpAgent.destroy());
  }
  RED.nodes.registerType("bench-axios", construct);
};
