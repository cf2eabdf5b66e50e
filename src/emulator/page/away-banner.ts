/** Says that the service is away, and counts down to its return where that is known. */
import { element } from "./element";
import type { Words } from "./words";

/** The banner above everything; hidden while the service is there. */
export interface AwayBanner {
  readonly element: HTMLElement;
  /** @param ms how long it will be away; `undefined`: nobody knows */
  show(ms: number | undefined): void;
  hide(): void;
  readonly shown: () => boolean;
}

/** The countdown is read off a clock, so that a slow tick makes it no longer. */
const tickMs = 250;

/** @param now epoch milliseconds */
export function createAwayBanner(words: Words, now: () => number): AwayBanner {
  const headline = element("strong", "");
  const made = element("div", "away-banner", headline, element("span", "", words.awayWhat));
  let backAt: number | undefined;
  let ticking: ReturnType<typeof setInterval> | undefined;
  made.hidden = true;

  function render(): void {
    const seconds = backAt === undefined ? undefined : Math.max(0, Math.ceil((backAt - now()) / 1000));
    const text = words.away(seconds);
    if (headline.textContent !== text) headline.textContent = text;
  }

  return {
    element: made,
    show(ms) {
      backAt = ms === undefined ? undefined : now() + ms;
      made.hidden = false;
      ticking ??= setInterval(render, tickMs);
      render();
    },
    hide() {
      made.hidden = true;
      clearInterval(ticking);
      ticking = undefined;
    },
    shown: () => !made.hidden,
  };
}
