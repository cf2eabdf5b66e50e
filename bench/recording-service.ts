import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A service in this process that says what arrives. */
export interface RecordingService {
  readonly url: string;
  stop(): Promise<void>;
}

/** What it is told. */
export interface RecordingOptions {
  /** How long its next answer takes, milliseconds. */
  readonly latencyMs: () => number;
  /** Called once a recipient, when the request is there to its last byte: from then on the message counts as delivered. */
  readonly onMessage: (text: string, to: string) => void;
}

/** Starts one that accepts everything. */
export async function startRecordingService({ latencyMs, onMessage }: RecordingOptions): Promise<RecordingService> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { to, body } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
      for (const id of to) onMessage(body.msg, id);
      setTimeout(() => {
        const data = Object.fromEntries(to.map((id) => [id, "1402233445566778899"]));
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ path: "/messages", timestamp: Date.now(), action: "post", data, duration: 0 }));
      }, latencyMs());
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Sent {
  readonly to: readonly string[];
  readonly body: { readonly msg: string };
}
