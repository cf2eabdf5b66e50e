import { element, outsideText } from "../element";
import { fieldsOf, textOf } from "../fields";
import { icon } from "../icon";
import type { Message } from "../message";
import type { Words } from "../words";

/** A custom message: its event's name and a table of what came with it. */
export function customContent(message: Message, words: Words): HTMLElement {
  const event = textOf(message.body["customEvent"]);
  const rows = Object.entries(fieldsOf(message.body["customExts"])).map(([key, value]) => {
    const heading = outsideText("th", "", textOf(key));
    heading.scope = "row";
    const written = typeof value === "string" ? textOf(value) : JSON.stringify(value);
    return element("tr", "", heading, outsideText("td", "", written));
  });
  return element(
    "div",
    "custom",
    element("div", "custom-event", icon("spark"), outsideText("strong", "", event || words.noEvent)),
    rows.length === 0 ? undefined : element("table", "", element("tbody", "", ...rows)),
  );
}
