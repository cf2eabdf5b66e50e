import { element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { icon } from "../icon";
import { mapDrawing } from "../map-drawing";
import type { Message } from "../message";
import type { Words } from "../words";

/** A place: a drawn map with a pin, the address, the coordinates. */
export function locationContent(message: Message, words: Words): HTMLElement {
  const { lat, lng, addr } = message.body;
  const map = element(
    "span",
    "map",
    mapDrawing(`${textOf(lat)},${textOf(lng)}`),
    element("span", "map-pin", icon("pin")),
  );
  map.title = words.drawnMap;
  const address = textOf(addr);
  return element(
    "div",
    "location",
    map,
    element(
      "div",
      "location-text",
      address === "" ? undefined : outsideText("strong", "", address),
      outsideText("span", "coordinates", coordinates(lat, lng)),
    ),
  );
}

/** "52.3702° N, 4.8952° E"; what is no number stays as it came. */
function coordinates(lat: unknown, lng: unknown): string {
  return `${degrees(lat, "N", "S")}, ${degrees(lng, "E", "W")}`;
}

function degrees(value: unknown, positive: string, negative: string): string {
  const number = numberOf(value);
  return number === undefined ? textOf(value) || "–" : `${Math.abs(number)}° ${number < 0 ? negative : positive}`;
}
