/** What the phone shows before anything has arrived: what to do, and what to paste. */
import { appCard } from "./app-card";
import { drawing } from "./drawing";
import { button, element } from "./element";
import { icon } from "./icon";
import type { App } from "./message";
import type { Words } from "./words";

/**
 * @param app `undefined` until the emulator has said which app it plays.
 * @param write begins a conversation
 */
export function emptyView(app: App | undefined, words: Words, write: () => void): HTMLElement {
  return element(
    "section",
    "empty",
    seedling(),
    element("h2", "", words.emptyTitle),
    ...words.emptyText.map((sentence) => element("p", "", sentence)),
    app && appCard(app, words),
    element("p", "", words.emptyWrite),
    button("main-button", write, icon("newChat"), words.newChat),
  );
}

/** A speech bubble out of which a seedling grows. */
function seedling(): SVGSVGElement {
  const svg = drawing("svg", { viewBox: "0 0 120 96", class: "seedling", "aria-hidden": "true" });
  const part = (name: string, d: string): void => svg.append(drawing("path", { class: name, d }));
  part(
    "seedling-bubble",
    "M26 44h68a14 14 0 0 1 14 14v14a14 14 0 0 1-14 14H50L32 95v-9h-6a14 14 0 0 1-14-14V58a14 14 0 0 1 14-14z",
  );
  part("seedling-stem", "M60 64C60 50 59 42 60 28");
  part("seedling-leaf", "M60 38C60 24 48 14 30 14 30 30 42 40 60 38z");
  part("seedling-leaf light", "M60 31C59 17 70 6 88 5 89 20 78 32 60 31z");
  part("seedling-soil", "M40 66h40");
  return svg;
}
