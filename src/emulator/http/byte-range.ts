/** One stretch of a body, as players ask for it (RFC 9110, section 14): without it nobody can jump within a sound or a film. */
import type { Answer } from "./answer";

/**
 * The stretch that a `range` header asks for: 206, or 416 where the body ends before it. The whole answer, when it is no 200,
 * nothing was asked for, or something else than one stretch was.
 */
export function partOf(answer: Answer, range: string | undefined): Answer {
  const { status, headers, body } = answer;
  if (status !== 200 || !Buffer.isBuffer(body)) return answer;
  const whole = { ...answer, headers: { ...headers, "accept-ranges": "bytes" } };
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return whole;

  // Without a beginning it is about so many of the last bytes.
  const from = first === "" ? Math.max(0, body.length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? body.length - 1 : Math.min(Number(last), body.length - 1);
  if (first !== "" && last !== "" && Number(last) < from) return whole;
  if (from > to) {
    return { status: 416, headers: { "content-range": `bytes */${body.length}` }, body: Buffer.alloc(0) };
  }
  return {
    status: 206,
    headers: { ...whole.headers, "content-range": `bytes ${from}-${to}/${body.length}` },
    body: body.subarray(from, to + 1),
  };
}
