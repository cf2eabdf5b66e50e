import type { MessageContent } from "./message-content";
import type { Piece } from "./message-value";
import { pictureView } from "./picture-view";

/** How a message looks on the phone. Whatever somebody wrote is put in as text, never as markup. */
export function messageBubble(_: Translate, content: MessageContent, allowed: Set<string>): JQuery {
  const bubble = $("<div>", { class: "agora-chat-bubble", "data-kind": content.kind });
  const nothing = (): JQuery => $("<span>", { class: "agora-chat-nothing" }).text(_("preview.nothing"));
  switch (content.kind) {
    case "txt":
      return bubble.append(content.text.length > 0 ? shown(content.text) : nothing());
    case "img":
      return bubble.append(pictureView(_, content.picture, allowed, () => named("picture-o", content.name)));
    case "audio":
      return bubble.append(icon("play"), wave(), length(content.seconds, content.length));
    case "video": {
      const picture = pictureView(_, content.picture, allowed, () => named("film", content.name));
      const play = $("<span>", { class: "agora-chat-play" }).append(
        icon("play"),
        length(content.seconds, content.length),
      );
      return bubble.append(picture, play);
    }
    case "file": {
      const size = content.bytes === undefined ? "" : sizeText(content.bytes);
      return bubble.append(named("file-o", content.name), $("<span>", { class: "agora-chat-aside" }).text(size));
    }
    case "loc": {
      const degrees = [...content.lat, ...(content.lat.length > 0 ? [{ text: ", " }] : []), ...content.lng];
      const map = $("<div>", { class: "agora-chat-map" }).append(icon("map-marker"));
      const address = content.address.length > 0 ? shown(content.address) : nothing();
      return bubble.append(map, address, $("<div>", { class: "agora-chat-aside" }).append(shown(degrees)));
    }
    case "cmd":
      return bubble.append(icon("terminal"), shown(content.action), note(_("preview.command")));
    case "custom": {
      const rows = content.details.map(([name, value]) => [$("<dt>").text(name), $("<dd>").text(value)]);
      const list = $("<dl>").append(rows.flat());
      return bubble.append(
        named("bolt", content.event),
        rows.length > 0 ? list : shown(content.source),
        note(_("preview.custom")),
      );
    }
    case "any":
      return bubble.append(content.source.length > 0 ? shown(content.source) : nothing(), note(_("preview.any")));
  }
}

/** Pieces in a row; those that only the flow knows by their names. */
export function shown(pieces: readonly Piece[]): JQuery {
  const line = $("<span>", { class: "agora-chat-pieces" });
  for (const piece of pieces) {
    if ("name" in piece) line.append($("<code>", { class: "agora-chat-later" }).text(piece.name));
    else line.append(document.createTextNode(piece.text));
  }
  return line;
}

function named(symbol: string, name: readonly Piece[]): JQuery {
  return $("<div>", { class: "agora-chat-named" }).append(icon(symbol), shown(name));
}

/** `0:12`, as a player says it. */
function length(seconds: number | undefined, pieces: readonly Piece[]): JQuery {
  const line = $("<span>", { class: "agora-chat-aside" });
  if (seconds === undefined) return line.append(shown(pieces));
  return line.text(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
}

function wave(): JQuery {
  const heights = [5, 9, 14, 8, 16, 11, 6, 13, 17, 9, 5, 12, 15, 7, 10, 5];
  const bars = heights.map((pixels) => $("<i>").css("height", `${pixels}px`));
  return $("<span>", { class: "agora-chat-wave", "aria-hidden": "true" }).append(bars);
}

function sizeText(bytes: number): string {
  const format = (value: number): string => value.toLocaleString(RED.i18n.lang(), { maximumFractionDigits: 1 });
  if (bytes < 1024) return `${format(bytes)} B`;
  return bytes < 1024 * 1024 ? `${format(bytes / 1024)} KB` : `${format(bytes / 1024 / 1024)} MB`;
}

function note(text: string): JQuery {
  return $("<div>", { class: "agora-chat-note" }).text(text);
}

function icon(name: string): JQuery {
  return $("<i>", { class: `fa fa-${name}`, "aria-hidden": "true" });
}
