/** What the emulator says to one request, before it is put on the wire. */
import type { Readable } from "node:stream";

/** One HTTP answer. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; `content-length` is added when the answer is sent, unless its body is read as it goes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
}

/** All the bytes, or the way to read them, from the first one each time it is called. */
export type AnswerBody = Buffer | (() => Readable);

/** An answer whose body is JSON. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "content-type": "application/json;charset=UTF-8" },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** A page of HTML, as gateways in front of the service send it. */
export function htmlAnswer(status: number, title: string): Answer {
  const html = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
  return { status, headers: { "content-type": "text/html" }, body: Buffer.from(html) };
}

/** An error as object stores say it. Neither text may need escaping. */
export function xmlAnswer(status: number, code: string, message: string): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`;
  return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(xml) };
}

/** A line of plain text for a person who reads it in a browser. */
export function textAnswer(status: number, text: string): Answer & { readonly body: Buffer } {
  return { status, headers: { "content-type": "text/plain;charset=UTF-8" }, body: Buffer.from(`${text}\n`) };
}

/** A status with no body at all. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: Buffer.alloc(0) };
}
