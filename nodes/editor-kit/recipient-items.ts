import { isEnvReference } from "./is-env-reference";
import { recipientProblem } from "./recipient-problem";

/** The recipients as they are seen. */
export interface RecipientItems {
  readonly element: JQuery;
  show(ids: readonly string[]): void;
  /** Moves the focus to the last one's button, where there is one. */
  focusLast(): void;
}

/**
 * A list of recipients, each with a button that takes it out. The buttons are one stop of the Tab key; the arrows lead from
 * one to the next and back to the field.
 *
 * @param entry the field for more
 */
export function recipientItems(_: Translate, entry: JQuery, onRemoved: (place: number) => void): RecipientItems {
  const element = $("<ul>", { class: "agora-chat-recipient-list", "aria-label": _("recipients.list") });
  let shown: readonly string[] = [];

  const buttons = (): JQuery => element.find("button");
  const placeOf = (event: { readonly currentTarget: unknown }): number =>
    buttons().index(event.currentTarget as HTMLElement);
  const focus = (place: number): void => {
    const button = buttons().eq(place);
    if (place < 0 || button.length === 0) {
      if (place >= 0) entry.trigger("focus");
      return;
    }
    buttons().attr("tabindex", -1);
    button.attr("tabindex", 0).trigger("focus");
  };
  const remove = (place: number): void => {
    onRemoved(place);
    // The next one takes its place; behind the last one is the field.
    focus(place);
  };
  element.on("click", "button", (event) => remove(placeOf(event)));
  element.on("keydown", "button", (event) => {
    const place = placeOf(event);
    const last = buttons().length - 1;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: Math.max(place - 1, 0),
      ArrowRight: place + 1,
      Home: 0,
      End: last,
    };
    const next = places[event.key];
    if (next !== undefined) focus(next);
    else if (event.key === "Delete" || event.key === "Backspace") remove(place);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element,
    show(ids) {
      if (ids.join("\n") === shown.join("\n") && ids.length === shown.length) return;
      shown = ids;
      element.empty().append(ids.map((id, place) => item(_, id, ids.length === 1, ids.indexOf(id) < place)));
      buttons().attr("tabindex", -1).first().attr("tabindex", 0);
      element.prop("hidden", ids.length === 0);
    },
    focusLast: () => focus(buttons().length - 1),
  };
}

function item(_: Translate, id: string, isAlone: boolean, isRepeated: boolean): JQuery {
  const problem = recipientProblem(id, isAlone);
  const name = id === "" ? _("recipients.gap") : id;
  const remove = $("<button>", { type: "button", title: _("recipients.remove", { id: name }) });
  remove.attr("aria-label", _("recipients.remove", { id: name }));
  remove.append($("<i>", { class: "fa fa-times", "aria-hidden": "true" }));
  const text = $(isEnvReference(id) ? "<code>" : "<span>").text(name);
  const element = $("<li>", { title: name }).append(text, remove);
  if (problem !== undefined) element.attr("data-problem", problem);
  return element.toggleClass("agora-chat-repeated", isRepeated);
}
