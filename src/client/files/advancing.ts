import type { Progress } from "../call";

/** Hands bytes on as they are, and reports after each piece how much of the whole has passed. */
export async function* advancing(
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
  report: (progress: Progress) => void,
): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for await (const piece of pieces) {
    yield piece;
    passed += piece.length;
    report({ state: "advancing", part: Math.min(passed / bytes, 1) });
  }
}
