import { randomBytes } from "node:crypto";

/**
 * Makes ids that sort as the messages of one process were taken in, and those of several by their time.
 *
 * @returns a function of the time, milliseconds since 1970
 */
export function createMessageIds(): (nowMs: number) => string {
  const process = randomBytes(6).toString("hex");
  let last = 0;
  let count = 0;
  return (nowMs) => {
    count = nowMs > last ? 0 : count + 1;
    last = Math.max(last, nowMs);
    const [time, place] = [last, count].map((part, index) => part.toString(36).padStart(index === 0 ? 9 : 4, "0"));
    return `${time}-${place}-${process}`;
  };
}
