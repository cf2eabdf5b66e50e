import type { Node, NodeAPI, NodeDef } from "node-red";

/** A node that counts what it gets and passes it on with what answers a callback; asked, it says what this process has spent. */
export = function register(RED: NodeAPI): void {
  let count = 0;

  function construct(this: Node, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    this.on("input", (msg, send, done) => {
      count += 1;
      msg.payload = answer;
      send(msg);
      done();
    });
  }

  RED.nodes.registerType("bench-count", construct);
  RED.httpAdmin.get("/bench/count", (_request, response) => {
    const { user, system } = process.cpuUsage();
    response.json({ count, cpuMs: (user + system) / 1_000 });
  });
};

const answer = { valid: true };
