import { Readable } from "node:stream";
import type FormData from "form-data";
import type { Call, Form } from "../call";
import { loadPackage } from "../load-package";

/** What a call sends, for one try. */
export interface RequestBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string | FormData;
  /** Why its file could not be read to the end. */
  readonly fault?: () => unknown;
  /** Closes its file, read to the end or not. */
  end(): void;
}

/** @param onPiece called for each piece of a file that goes out */
export function requestBody(call: Call, onPiece: () => void): RequestBody {
  if (call.form !== undefined) return formBody(call.form, onPiece);
  if (call.json === undefined) return { headers: {}, end: () => undefined };
  return { headers: { "content-type": "application/json" }, data: call.json, end: () => undefined };
}

function formBody({ file, fields }: Form, onPiece: () => void): RequestBody {
  let fault: unknown;
  const source = Readable.from(eachPiece(file.read(), onPiece), { objectMode: false, highWaterMark: 1 });
  source.on("error", (error) => {
    fault = error;
  });
  const form = new (loadPackage("form-data"))();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", source, { filename: file.filename, contentType: file.mimeType, knownLength: file.bytes });
  return {
    // The length is known beforehand: services and proxies refuse bodies that come in chunks of unknown number.
    headers: { ...form.getHeaders(), "content-length": String(form.getLengthSync()) },
    data: form,
    fault: () => fault,
    end: () => source.destroy(),
  };
}

async function* eachPiece(pieces: AsyncIterable<Uint8Array>, onPiece: () => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onPiece();
    yield piece;
  }
}
