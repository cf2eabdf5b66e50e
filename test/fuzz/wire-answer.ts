/** Answers as no service should give them: cut, mis-declared, slow, and good ones with something wrong in them. */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { hostileTexts } from "./hostile-texts";
import { goodAnswer } from "./service-calls";
import type { Asked, WireAnswer } from "./raw-service";

/** An answer, printed by what it is. */
export interface DrawnAnswer extends WireAnswer {
  readonly [fc.toStringMethod]: () => string;
}

const statuses = [200, 200, 200, 200, 200, 201, 202, 204, 205, 206, 299, 301, 302, 304, 307, 400, 401, 403, 404, 408];
const more = [413, 429, 500, 502, 503, 504, 100, 101, 103, 199, 300, 418, 600, 999, 0, 99, 1000];

/** Words that the service's refusals hold, which decide what is told. */
const refusals: fc.Arbitrary<unknown> = fc.record(
  {
    error: fc.constantFrom(
      ...["reach_limit", "resource_limited", "auth_bad_access_token", "unauthorized", "invalid_grant", "exceed_limit"],
      ...["message_recall_error", "storage_object_not_found", "illegal_argument", "", 7, null],
    ),
    error_description: fc.constantFrom<unknown>("illegal arguments: appkey", "message send reach limit", "x", [], {}),
  },
  { requiredKeys: [] },
);

const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(1e308, -0, "", "x".repeat(100_000), [], {}, null, true, [[[]]], "__proto__", "success"),
);

/** A good answer with some of its values replaced, taken away, or joined by others; `__proto__` is a key like any other. */
function mutated(operation: Asked, url: () => string): fc.Arbitrary<string | Buffer> {
  const change = fc.tuple(fc.nat(20), fc.option(json), fc.constantFrom("", "__proto__", "constructor", "data", "ann"));
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const good = goodAnswer(operation, url());
    if (typeof good !== "string") return good;
    return changes.reduce((text, [place, value, key]) => {
      let count = 0;
      // In the text, not in objects: what is written twice, and `__proto__`, arrive as they would on the wire.
      return text.replace(/"[^"]*":|(?<=:)("[^"]*"|\d+)/g, (found) => {
        if (count++ !== place) return found;
        const text = value === null ? "null" : JSON.stringify(value);
        return found.endsWith(":") ? (key === "" ? found : `"${key}":${text},${found}`) : text;
      });
    }, good);
  });
}

function body(operation: Asked, url: () => string): fc.Arbitrary<string | Buffer> {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
  const lines = fc
    .array(fc.oneof(fc.json(), fc.constant("{"), fc.constant("\0"), fc.constant('{"msg_id":1}'), fc.string()))
    .map((each) => gzipSync(each.join("\n")));
  const odd = ["", "<html></html>", "[".repeat(100_000), '{"a":'.repeat(50_000), '{"data":', "\ufeff{}", "null", "1"];
  return fc.oneof(
    { arbitrary: mutated(operation, url), weight: 5 },
    { arbitrary: refusals.map((each) => JSON.stringify(each)), weight: 3 },
    { arbitrary: json.map((each) => JSON.stringify(each)), weight: 2 },
    { arbitrary: bytes, weight: 2 },
    { arbitrary: lines, weight: operation === "lines" ? 5 : 1 },
    { arbitrary: fc.constantFrom(...odd), weight: 1 },
    { arbitrary: fc.constantFrom("a".repeat(2_000_000)), weight: 1 },
  );
}

/** What an answer says of its body, rightly or not. */
const declared: Readonly<Record<string, (body: Buffer) => readonly [headers: string, body: Buffer]>> = {
  "by its length": (body) => [`content-length: ${body.length}`, body],
  "by a greater length": (body) => [`content-length: ${body.length + 10}`, body],
  "by a smaller length": (body) => [`content-length: ${Math.max(0, body.length - 5)}`, body],
  "by two lengths": (body) => [`content-length: ${body.length}\r\ncontent-length: 7`, body],
  "by no length": (body) => ["connection: close", body],
  "by a length that is none": (body) => ["content-length: -1", body],
  "by a huge length": (body) => ["content-length: 99999999999999999999", body],
  "in chunks": (body) => [
    "transfer-encoding: chunked",
    Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]),
  ],
  "in chunks that are none": (body) => ["transfer-encoding: chunked", body],
  "as gzip": (body) => zipped("gzip", gzipSync(body)),
  "as half of a gzip": (body) => zipped("gzip", gzipSync(body).subarray(0, -9)),
  "as gzip that is none": (body) => zipped("gzip", body),
  "as deflate": (body) => zipped("deflate", deflateSync(body)),
  "as brotli": (body) => zipped("br", body.length > 99_999 ? body : brotliCompressSync(body)),
  "as brotli that is none": (body) => zipped("br", body),
  "as gzip of gzip": (body) => zipped("gzip, gzip", gzipSync(gzipSync(body))),
  "as something unknown": (body) => zipped("zpaq", body),
  "as gzip of a great deal of nothing": () => zipped("gzip", nothing),
};

const nothing = gzipSync(Buffer.alloc(20_000_000));

function zipped(encoding: string, bytes: Buffer): readonly [string, Buffer] {
  return [`content-encoding: ${encoding}\r\ncontent-length: ${bytes.length}`, bytes];
}

const headers = [
  "",
  "content-type: application/json",
  "retry-after: 99999999999999999999",
  "retry-after: -1",
  "retry-after: Wed, 99 Foo 9999",
  "location: http://127.0.0.1:1/elsewhere",
  "content-disposition: attachment; filename=\"../../x\\\"; filename*=UTF-8''..%2F..%2Fx%00",
  `x-long: ${"x".repeat(20_000)}`,
  `${"x: y\r\n".repeat(3_000)}x: y`,
  "__proto__: x",
  "content-range: bytes 0-1/2",
  "upgrade: websocket\r\nconnection: upgrade",
  'etag: "x\xff\x00"',
  " folded: x",
  "no colon",
];

/** How the service says that a file is called, in both of the ways that there are. */
const fileName: fc.Arbitrary<string> = fc.constantFrom(...hostileTexts).chain((text) => {
  const short = Buffer.from(text.slice(0, 500)).toString();
  const plain = short.replace(/[^\x20-\x7e]/g, "").replace(/(["\\])/g, "\\$1");
  return fc.constantFrom(
    `content-disposition: attachment; filename*=UTF-8''${encodeURIComponent(short)}`,
    `content-disposition: attachment; filename="${plain}"`,
  );
});

/** An answer to an operation. */
export function wireAnswer(operation: Asked, url: () => string): fc.Arbitrary<DrawnAnswer> {
  const spoken = fc.record({
    status: fc.oneof(
      { arbitrary: fc.constantFrom(...statuses), weight: 8 },
      { arbitrary: fc.constantFrom(...more), weight: 1 },
    ),
    how: fc.oneof(
      { arbitrary: fc.constant("by its length"), weight: 3 },
      { arbitrary: fc.constantFrom(...Object.keys(declared)), weight: 2 },
    ),
    header: fc.oneof(
      { arbitrary: fc.constant(""), weight: 3 },
      { arbitrary: fc.constantFrom(...headers), weight: 1 },
      { arbitrary: fileName, weight: operation === "download" ? 3 : 0 },
    ),
    body: body(operation, url),
    before: fc.oneof(
      { arbitrary: fc.constant(""), weight: 12 },
      {
        arbitrary: fc.constantFrom("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n"),
        weight: 1,
      },
    ),
  });
  const whole = spoken.map(({ status, how, header, body, before }) => {
    const [about = "", bytes = Buffer.alloc(0)] = declared[how]?.(Buffer.from(body)) ?? [];
    const head = `${before}HTTP/1.1 ${status} Word\r\n${header === "" ? "" : `${header}\r\n`}${about}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head, "latin1"), bytes]);
  });
  const cut = fc.tuple(whole, fc.double({ min: 0, max: 1, noNaN: true })).map(([all, part]) => {
    return all.subarray(0, Math.floor(all.length * part));
  });
  const flipped = fc.tuple(whole, fc.nat(), fc.nat(255)).map(([all, place, value]) => {
    const bytes = Buffer.from(all);
    bytes[place % Math.min(bytes.length, 200)] = value;
    return bytes;
  });
  const noise = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
  const text = fc.oneof(
    { arbitrary: whole, weight: 12 },
    { arbitrary: cut, weight: 3 },
    { arbitrary: flipped, weight: 3 },
    { arbitrary: noise, weight: 1 },
  );
  const pace = fc.oneof(
    { arbitrary: fc.constant({ pieces: 1, pauseMs: 0 }), weight: 30 },
    { arbitrary: fc.record({ pieces: fc.integer({ min: 2, max: 12 }), pauseMs: fc.constantFrom(0, 1) }), weight: 4 },
    { arbitrary: fc.constant({ pieces: 12, pauseMs: 40 }), weight: 1 },
  );
  const ending = fc.oneof(
    { arbitrary: fc.constant("end" as const), weight: 30 },
    { arbitrary: fc.constant("reset" as const), weight: 6 },
    { arbitrary: fc.constant("open" as const), weight: 2 },
  );
  return fc.record({ text, pace, ending, isEarly: fc.nat(9).map((one) => one === 0) }).map(drawn);
}

function drawn({
  text,
  pace,
  ...rest
}: Pick<WireAnswer, "ending" | "isEarly"> & {
  readonly text: Buffer;
  readonly pace: { readonly pieces: number; readonly pauseMs: number };
}): DrawnAnswer {
  const size = Math.max(1, Math.ceil(text.length / pace.pieces));
  const pieces = Array.from({ length: pace.pieces }, (_, index) => text.subarray(index * size, (index + 1) * size));
  const label = `${JSON.stringify(text.toString("latin1", 0, 600))} (${text.length} bytes) ${JSON.stringify({ ...pace, ...rest })}`;
  return { [fc.toStringMethod]: () => label, pieces, pauseMs: pace.pauseMs, ...rest };
}
