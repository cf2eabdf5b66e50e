import type { Progress } from "../../../client/call";
import type { Returned } from "../outbox";
import { readStoredEntry, readStoredFlowMessage } from "../stored-entry";
import type { WaitingCaller } from "../waiting-caller";
import type { ToldEnding } from "./ending-text";

/** Who waits in this process for messages to end, whichever machine delivers them. */
export interface Awaited {
  add(id: string, caller: WaitingCaller): void;
  remove(id: string): void;
  isAwaited(id: string): boolean;
  /** From now on it is Redis': another process may end it. */
  taken(id: string): void;
  /**
   * Lets those go whose messages ended and of whom nobody tells us: we had been taken for dead, and another process was
   * told in our place.
   *
   * @param ended which of these have ended
   */
  letGo(ended: (ids: readonly string[]) => Promise<readonly string[]>): Promise<void>;
  report(id: string, progress: Progress): void;
  /** Passes an ending on: to who waits for it, else to whoever hears of those that come back. */
  tell(told: ToldEnding): void;
  /** Nobody waits any more. */
  close(): void;
}

/** The oldest; a script takes no more than some thousands. */
const mostAsked = 1_000;

export function createAwaited(onReturned: (returned: Returned) => void): Awaited {
  const callers = new Map<string, WaitingCaller>();
  const taken = new Set<string>();
  let suspects: readonly string[] = [];
  function remove(id: string): void {
    callers.delete(id);
    taken.delete(id);
  }

  return {
    add: (id, caller) => void callers.set(id, caller),
    remove,
    isAwaited: (id) => callers.has(id),
    taken: (id) => void taken.add(id),
    async letGo(ended) {
      // What has just ended may be on its way to us: only who is found twice is let go.
      const found = taken.size === 0 ? [] : await ended([...taken].slice(0, mostAsked));
      for (const id of found) if (suspects.includes(id)) callers.get(id)?.tell({ receipts: undefined });
      suspects = found;
    },
    report: (id, progress) => callers.get(id)?.report(progress),
    tell({ id, ending, mayBeDouble, entry }) {
      const caller = callers.get(id);
      remove(id);
      if (mayBeDouble) {
        const code = "CHAT_NO_ANSWER";
        caller?.report({ state: "retrying", delayMs: 0, code, mayHaveArrived: true, mayDouble: true });
      }
      if (caller?.tell(ending) === true) return;
      const stored = readStoredEntry(entry);
      if (stored === undefined) return;
      onReturned({ nodeId: stored.nodeId, flowMessage: readStoredFlowMessage(entry), ending, mayBeDouble });
    },
    close() {
      for (const caller of callers.values()) caller.tell({ receipts: undefined });
      callers.clear();
    },
  };
}
