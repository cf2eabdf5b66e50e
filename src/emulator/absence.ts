/** Going away as a service does whose machine or line fails, and coming back at the same address. */
import type { Listening } from "./http/listen";

/** An emulator's comings and goings, one after the other. */
export interface Absence {
  /**
   * Cuts every connection and refuses new ones, for so many milliseconds of real time or until `comeBack`. What it holds it
   * keeps. Away already: what was said last counts. Resolves when connections are refused.
   */
  readonly goAway: (ms?: number) => Promise<void>;
  /** Listens at the same port again; rejects when somebody else has taken it meanwhile. */
  readonly comeBack: () => Promise<void>;
  /** Whoever was to come back does not, until it is told to. */
  readonly forget: () => Promise<void>;
}

/** Between two tries to come back, where the port is taken. */
const retryMs = 100;

/**
 * @param listening what goes away; a promise that rejects leaves nothing to do
 * @param announce hears for how long (`undefined`: nobody knows); the connections are cut when it has resolved
 */
export function createAbsence(
  listening: () => Promise<Listening> | undefined,
  announce: (ms: number | undefined) => Promise<void>,
): Absence {
  let isAway = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  function inTurn(step: () => Promise<void>): Promise<void> {
    const turn = last.then(step);
    last = turn.catch(() => undefined);
    return turn;
  }

  // Not unreferenced: while nothing listens, this alone keeps the process of a lone emulator alive.
  function comeBackIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void inTurn(comeBack).catch(() => comeBackIn(retryMs)), ms);
  }

  async function comeBack(): Promise<void> {
    if (!isAway) return;
    await (await listening())?.reopen();
    clearTimeout(timer);
    isAway = false;
  }

  return {
    goAway(ms) {
      clearTimeout(timer);
      return inTurn(async () => {
        const there = await listening();
        if (!there) return;
        clearTimeout(timer);
        if (!isAway) await announce(ms);
        await there.close();
        isAway = true;
        if (ms !== undefined) comeBackIn(ms);
      });
    },
    comeBack: () => inTurn(comeBack),
    forget: () =>
      inTurn(() => {
        clearTimeout(timer);
        isAway = false;
        return Promise.resolve();
      }),
  };
}
