/** Before each event that the nodes below print. */
export const soakMark = "[soak] ";

/**
 * Nodes of the soak's own. What they print has left the process when the next line of code runs, so that a kill -9 takes
 * nothing of it. Hooks say what our nodes are given, what they send on and each `done`: in a redeploy other nodes are gone
 * before ours have ended.
 *
 * `POST /soak/give` hands messages to the source; `GET /soak/probe` collects garbage and tells of the process. Wires end at `soak-end`, which also takes what a Catch node catches.
 */
export const soakNodes = {
  soak: `module.exports = (RED) => {
  const { createHash } = require("node:crypto");
  const { monitorEventLoopDelay } = require("node:perf_hooks");
  const print = (event) =>
    console.log(${JSON.stringify(soakMark)} + JSON.stringify({ process: process.pid, at: Date.now(), ...event }));
  const isOurs = (node, msg) => node.type.startsWith("agora-chat-") && msg.number !== undefined;
  const isReceipt = (value) => typeof value?.to === "string" && "messageId" in value;
  let given = 0;

  RED.hooks.add("onReceive.soak", ({ msg, destination: { id, node } }) => {
    // A message for a node that a deploy has just closed: Node-RED has taken its listeners away, and drops the message.
    const isListening = Boolean(node._inputCallback ?? node._inputCallbacks);
    if (!isOurs(node, msg) || !isListening) return;
    given += 1;
    print({ what: "given", node: id, number: msg.number, text: msg.text, to: msg.to ?? msg.reply?.to });
  });
  // Said when it leaves: on its way to the next node a deploy may take it.
  RED.hooks.add("onSend.soak", ([{ msg, source: { id, node } }]) => {
    if (!isOurs(node, msg)) return;
    const { number, recovered = false, payload } = msg;
    print({ what: "out", node: id, number, recovered, isPart: msg.parts !== undefined, payload: digest(payload) });
  });
  RED.hooks.add("onComplete.soak", ({ msg, error, node: { id, node } }) => {
    if (!isOurs(node, msg)) return;
    const receipts = !error && node.type.endsWith("send-message") && Array.isArray(msg.payload) ? msg.payload : undefined;
    print({ what: "done", node: id, number: msg.number, receipts, ...(error ? { error: errorOf(error, msg) } : {}) });
  });
  // One for all: which of ours warned, and when.
  RED.log.addHandler({
    emit: (_log, { level, type, id }) => {
      if (level === RED.log.WARN && type === "agora-chat-respond") print({ what: "warned", node: id });
    },
  });
  process.on("uncaughtExceptionMonitor", (error) => print({ what: "uncaught", message: String(error?.stack ?? error) }));
  process.on("warning", ({ name, message }) => print({ what: "warning", message: name + ": " + message }));

  function errorOf(error, msg) {
    const { message, stack, ...rest } = { ...msg.chatError };
    return { code: error.code ?? error.cause?.code, ...rest, words: error.message };
  }
  function digest(payload) {
    if (Buffer.isBuffer(payload)) return { bytes: payload.length, sha1: createHash("sha1").update(payload).digest("hex") };
    if (Array.isArray(payload) && payload[0]?.msg_id !== undefined) return payload.map(({ msg_id }) => msg_id);
    return payload;
  }

  RED.nodes.registerType("soak-source", function (saved) {
    RED.nodes.createNode(this, saved);
    this.give = (messages) => {
      for (const { output, bytes, ...msg } of messages) {
        if (bytes !== undefined) msg.file = Buffer.from(bytes, "base64");
        this.send([...Array.from({ length: output }, () => null), msg]);
      }
    };
  });
  RED.nodes.registerType("soak-end", function (saved) {
    RED.nodes.createNode(this, saved);
    this.on("input", (msg, _send, done) => {
      // What is not recovered has ended with a "done" that said so.
      const { number, recovered, error } = msg;
      if (error !== undefined && recovered === true) print({ what: "failed", node: error.source.id, number, error: errorOf(error, msg) });
      done();
    });
  });
  RED.nodes.registerType("soak-heard", function (saved) {
    RED.nodes.createNode(this, saved);
    this.on("input", (msg, send, done) => {
      const number = Number(msg.payload.payload.bodies[0].msg);
      print({ what: "heard", node: "receive", number });
      send({ ...msg, number, text: "replies " + number });
      done();
    });
  });
  RED.nodes.registerType("soak-judge", function (saved) {
    RED.nodes.createNode(this, saved);
    const timers = new Set();
    this.on("input", (msg, send, done) => {
      const { bodies, ext } = msg.payload.payload;
      const number = Number(bodies[0].msg);
      print({ what: "heard", node: "decide", number });
      done();
      if (ext.waitMs === undefined) return;
      const { wanted } = ext;
      const changed = wanted === "change" ? { body: "changed " + number } : {};
      const verdict = { number, allow: wanted !== "refuse", code: "refused " + number, ...changed };
      const timer = setTimeout(() => {
        timers.delete(timer);
        send({ ...msg, ...verdict });
      }, ext.waitMs);
      timers.add(timer);
    });
    this.on("close", () => timers.forEach(clearTimeout));
  });

  const loopDelay = monitorEventLoopDelay({ resolution: 2 });
  loopDelay.enable();
  const resources = () => {
    const counts = {};
    for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  };
  RED.httpAdmin.get("/soak/probe", (_request, response) => {
    const loop = { p50Ms: loopDelay.percentile(50) / 1e6, p99Ms: loopDelay.percentile(99) / 1e6, mostMs: loopDelay.max / 1e6 };
    const counts = resources();
    globalThis.gc?.();
    const { heapUsed, rss, external } = process.memoryUsage();
    response.json({ process: process.pid, given, heapBytes: heapUsed, rssBytes: rss, externalBytes: external, resources: counts, loop });
  });
  RED.httpAdmin.post("/soak/give", (request, response) => {
    const source = RED.nodes.getNode("source");
    if (!source) return response.status(503).json({});
    source.give(request.body);
    response.json({});
  });
};`,
};
