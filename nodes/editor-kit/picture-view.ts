import type { PictureSource } from "./picture-source";

/**
 * A picture, or the button that loads it. Asking for one address does not answer for the next.
 *
 * @param allowed the addresses that somebody has asked for in this dialog; a click adds one
 * @param placeholder stands in where there is nothing to show
 */
export function pictureView(
  _: Translate,
  source: PictureSource,
  allowed: Set<string>,
  placeholder: () => JQuery,
): JQuery {
  const place = $("<div>", { class: "agora-chat-picture" });
  if (source.kind === "none") return place.append(placeholder());
  const { src } = source;
  const load = (): void => {
    const image = $("<img>", { alt: _("preview.picture"), referrerpolicy: "no-referrer", decoding: "async" });
    image.on("error", () => {
      place
        .empty()
        .append(placeholder(), $("<div>", { class: "agora-chat-picture-note" }).text(_("preview.no-picture")));
    });
    place.empty().append(image.attr("src", src));
  };
  if (source.kind === "inside" || allowed.has(src)) {
    load();
    return place;
  }
  const button = $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" });
  button.text(_("preview.load", { host: source.host })).on("click", () => {
    allowed.add(src);
    load();
  });
  return place.append(placeholder(), button);
}
