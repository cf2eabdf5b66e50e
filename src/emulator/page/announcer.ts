/** Tells screen readers what arrives, politely: several arrivals close together become one sentence. */
import { element } from "./element";
import type { Message } from "./message";
import { preview } from "./preview";
import type { Words } from "./words";

/** The hidden element that is read out. */
export interface Announcer {
  readonly element: HTMLElement;
  arrived(message: Message): void;
  /** Reads a sentence out at once. */
  say(sentence: string): void;
}

/** Short enough to feel live, long enough for a burst to be over. */
const gatherMs = 700;

/** An announcer with nothing to say yet. */
export function createAnnouncer(words: Words): Announcer {
  const made = element("div", "hidden");
  made.ariaLive = "polite";
  let count = 0;
  let latest: Message | undefined;

  function sayArrivals(): void {
    if (count === 1 && latest) made.textContent = words.arrived(latest.to, latest.from, preview(latest, words));
    else made.textContent = words.newMessages(count);
    count = 0;
  }

  return {
    element: made,
    arrived(message) {
      latest = message;
      count += 1;
      if (count === 1) setTimeout(sayArrivals, gatherMs);
    },
    say(sentence) {
      made.textContent = sentence;
    },
  };
}
