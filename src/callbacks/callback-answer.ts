import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** What lets a message go on, and says of any other callback that it was heard. */
export const allowed = '{"valid":true}';

/** What stops a message; its sender's app is told the service's own words. */
export const refused = '{"valid":false}';

/** Statuses that a callback is refused with. */
export type RefusalStatus = 400 | 401 | 405 | 408 | 413 | 500 | 503;

const allowedHeaders: OutgoingHttpHeaders = headersOf(allowed.length);
const emptyHeaders: OutgoingHttpHeaders = { "content-length": 0 };
const refusalHeaders: Readonly<Partial<Record<RefusalStatus, OutgoingHttpHeaders>>> = {
  405: { ...emptyHeaders, allow: "POST" },
  // Whoever sends so slowly is not waited for any longer.
  408: { connection: "close", ...emptyHeaders },
  503: { "retry-after": "5", ...emptyHeaders },
};

/** Answers 200. Headers are made once for all where they can be: this is done for every callback. */
export function answerCallback(response: ServerResponse, text: string): void {
  if (isOver(response)) return;
  response.writeHead(200, text === allowed ? allowedHeaders : headersOf(Buffer.byteLength(text)));
  response.end(text);
}

/** Refuses; a body would only help those who try. */
export function refuseCallback(response: ServerResponse, status: RefusalStatus): void {
  if (isOver(response)) return;
  response.writeHead(status, refusalHeaders[status] ?? emptyHeaders);
  response.end();
}

function isOver(response: ServerResponse): boolean {
  return response.headersSent || response.writableEnded || response.destroyed;
}

function headersOf(bytes: number): OutgoingHttpHeaders {
  return { "content-type": "application/json", "content-length": bytes };
}
