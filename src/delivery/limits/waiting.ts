import type { ChatError } from "../../client/chat-error";
import type { Charge } from "./call-limits";
import type { InLines } from "./lane-lines";
import type { Pass, Turn } from "./turn";

/** Somebody who waits for their turn. */
export interface Waiting<T> extends Turn<T>, InLines {
  /** How often they gave up their place at one lane because of another. */
  moves: number;
  readonly go: (pass: Pass<T> | undefined) => void;
  readonly fail: (error: ChatError) => void;
  stopWatching: () => void;
}

/** So often somebody gives up their place at one lane because of another that only some take; then they keep both. */
const mostMoves = 3;

/**
 * Whether somebody keeps the place that they have at a lane while they stand at another: where whoever takes this lane
 * takes that one, too, so that nobody is held up who could go; and where the other is one for which nobody waits long.
 *
 * Those who need several busy groups would otherwise lose their turn at the one for the other for ever. They give it up a
 * few times, because others can go meanwhile, and then no more.
 */
export function mayStay<T>(entry: Waiting<T>, here: string, there: Charge): boolean {
  if (there.takenBy === "all") return true;
  const from = entry.charges.find(({ limit }) => limit.name === here)?.takenBy;
  if (from !== "some") return false;
  if (there.takenBy === "alike") return true;
  entry.moves += 1;
  return entry.moves > mostMoves;
}
