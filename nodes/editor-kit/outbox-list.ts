import { decisionButton } from "./outbox-decisions";
import type { Decision, ParkedMessage } from "./outbox-contents";
import { parkedText } from "./parked-text";

/** The list of messages about which somebody must decide. */
export interface ListView {
  readonly element: JQuery;
  show(parked: readonly ParkedMessage[]): void;
  /** Those in the list. */
  ids(): readonly string[];
}

const decisions = ["send", "drop"] as const;

/**
 * Keeps the entries that stay, so that the focus stays with them; when the entry that has it goes, the focus moves to the
 * one that takes its place.
 *
 * @param fallback takes the focus when the last entry goes
 */
export function outboxList(
  _: Translate,
  fallback: JQuery,
  onDecided: (ids: readonly string[], decision: Decision) => void,
): ListView {
  const element = $("<ul>", { class: "agora-chat-parked", "aria-label": _("outbox.list") });
  let items: ReadonlyMap<string, JQuery> = new Map();

  const itemOf = (message: ParkedMessage, place: number): JQuery => {
    const { title, body } = parkedText(_, message);
    const titleId = `agora-chat-parked-${place}-${message.id.replace(/\W/g, "-")}`;
    const possible = decisions.filter((decision) => decision === "drop" || message.code !== "CHAT_INVALID_INPUT");
    const buttons = possible.map((decision) =>
      decisionButton(decision, _(`outbox.${decision}`))
        .attr({ "aria-describedby": titleId, "data-decision": decision })
        .on("click", () => onDecided([message.id], decision)),
    );
    const row = $("<div>", { class: "agora-chat-outbox-buttons" }).append(buttons);
    return $("<li>", { "data-state": message.state }).append(title.attr("id", titleId), ...body, row);
  };
  const focused = (): { readonly index: number; readonly decision: string } | undefined => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement)) return undefined;
    const index = element.children().index($(active).closest("li"));
    const { decision } = active.dataset;
    return index < 0 || decision === undefined ? undefined : { index, decision };
  };

  return {
    element,
    show(parked) {
      const before = focused();
      const next = new Map<string, JQuery>();
      for (const [place, message] of parked.entries()) {
        next.set(message.id, items.get(message.id) ?? itemOf(message, place));
      }
      for (const [id, item] of items) if (!next.has(id)) item.remove();
      [...next.values()].forEach((item, place) => {
        const here = element.children().eq(place);
        if (here.is(item)) return;
        if (here.length > 0) item.insertBefore(here);
        else item.appendTo(element);
      });
      items = next;
      element.prop("hidden", parked.length === 0);
      if (before === undefined || element[0]?.contains(document.activeElement)) return;
      const successor = element.children().eq(Math.min(before.index, parked.length - 1));
      const buttons = successor.find("[data-decision]");
      const same = buttons.filter(`[data-decision="${before.decision}"]`);
      [same, buttons.first(), fallback].find((each) => each.length > 0)?.trigger("focus");
    },
    ids: () => [...items.keys()],
  };
}
