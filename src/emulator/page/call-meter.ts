/** A quiet meter: how many calls the service has let through in the last second, and how many it has turned away. */
import type { CallCounts } from "./call-counts";
import { element } from "./element";
import type { Words } from "./words";

/** The meter as it stands in the page. */
export interface CallMeter {
  readonly element: HTMLElement;
  /** How many calls a second are let through; `undefined`: as many as come. */
  setLimit(limit: number | undefined): void;
  show(counts: CallCounts): void;
}

/** Nothing has been called yet. */
export function createCallMeter(words: Words): CallMeter {
  const bar = element("span", "meter-bar");
  const calls = element("span", "");
  const refused = element("span", "");
  const made = element("div", "meter", element("span", "meter-track", bar), calls, refused);
  let limit: number | undefined;
  let counts: CallCounts = { acceptedInLastSecond: 0, refused: 0 };

  function render(): void {
    const share = limit === undefined ? 0 : Math.min(1, counts.acceptedInLastSecond / limit);
    bar.style.setProperty("--share", String(share));
    made.classList.toggle("limited", limit !== undefined);
    calls.textContent = words.callsLastSecond(counts.acceptedInLastSecond, limit);
    refused.textContent = words.refusedCalls(counts.refused);
    refused.className = counts.refused > 0 ? "meter-refused" : "";
  }

  render();
  return {
    element: made,
    setLimit(next) {
      limit = next;
      render();
    },
    show(next) {
      counts = next;
      render();
    },
  };
}
