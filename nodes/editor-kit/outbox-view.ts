import type { Decision, OutboxContents, OutboxCounts } from "./outbox-contents";
import { outboxCounts } from "./outbox-counts";
import { outboxDecisions } from "./outbox-decisions";
import { outboxList } from "./outbox-list";

/** What is seen of an outbox. */
export interface OutboxView {
  show(contents: OutboxContents): void;
  /** Shows new numbers where the list stays as it is. */
  showCounts(counts: OutboxCounts): void;
  /** Says in place of everything why there is nothing to see; `isTrouble` where that is to be mended. */
  showNothing(reason: string, isTrouble: boolean): void;
  /** Says why something could not be done; what is seen stays. */
  showTrouble(text: string): void;
  /** Says what has been done. */
  say(text: string): void;
  /** The numbers seen; `undefined` where there are none. */
  counts(): OutboxCounts | undefined;
}

/**
 * Fills a place with numbers, buttons and list.
 *
 * @param heading of the place; takes the focus where nothing else is left
 * @param onDecided `all` where not all are in the list: what came after the list was read was not asked about
 */
export function outboxView(
  _: Translate,
  place: JQuery,
  heading: JQuery,
  onDecided: (ids: readonly string[] | "all", decision: Decision) => void,
): OutboxView {
  let shown: OutboxCounts | undefined;
  const counts = outboxCounts(_, place.closest("details").children("summary"));
  const list = outboxList(_, heading, onDecided);
  const decisions = outboxDecisions(_, (decision) => {
    const ids = list.ids();
    onDecided(ids.length < (shown?.uncertain ?? 0) + (shown?.failed ?? 0) ? "all" : ids, decision);
  });
  const told = $("<div>", { class: "agora-chat-hint", role: "status" });
  const trouble = $("<div>", { class: "agora-chat-advice", role: "alert" });
  place.append(counts.element, told, trouble, decisions.element, list.element);

  const showCounts = (census: OutboxCounts): void => {
    shown = census;
    counts.show(census);
    told.text(explanation(_, census));
  };
  const showNothing = (reason: string, isTrouble: boolean): void => {
    shown = undefined;
    counts.show(undefined);
    decisions.show({ waiting: 0, uncertain: 0, failed: 0 }, 0);
    list.show([]);
    told.text(isTrouble ? "" : reason);
    trouble.text(isTrouble ? reason : "");
  };
  showNothing(_("outbox.loading"), false);

  return {
    show(contents) {
      if ("trouble" in contents) {
        showNothing(`${_("outbox.trouble")}\n${contents.trouble.message}`, true);
        return;
      }
      trouble.empty();
      showCounts(contents.census);
      decisions.show(contents.census, contents.parked.length);
      list.show(contents.parked);
    },
    showCounts,
    showNothing,
    showTrouble: (text) => void trouble.text(text),
    say(text) {
      trouble.empty();
      counts.say(text);
    },
    counts: () => shown,
  };
}

function explanation(_: Translate, { waiting, uncertain, failed }: OutboxCounts): string {
  if (uncertain + failed > 0) return _("outbox.about.parked");
  return _(waiting > 0 ? "outbox.about.waiting" : "outbox.about.empty");
}
