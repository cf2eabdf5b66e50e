import type { OutboxCounts } from "./outbox-contents";

/** The numbers of an outbox, for eyes and ears. */
export interface CountsView {
  readonly element: JQuery;
  /** @param counts `undefined` where nobody knows */
  show(counts: OutboxCounts | undefined): void;
  /** Says something that has just been done, where the numbers alone do not tell. */
  say(text: string): void;
}

const states = ["waiting", "uncertain", "failed"] as const;

/**
 * Shows the numbers, and in a section's heading how many messages there are to decide about. How many wait changes all
 * the time, so screen readers are told only when there is more or less to decide, or when the waiting begins or ends.
 */
export function outboxCounts(_: Translate, summary: JQuery): CountsView {
  const format = new Intl.NumberFormat(RED.i18n.lang());
  const list = $("<ul>", { class: "agora-chat-outbox-counts" });
  const heard = $("<div>", { class: "agora-chat-heard", "aria-live": "polite" });
  const done = $("<div>", { class: "agora-chat-hint", "aria-live": "polite" });
  const toDecide = $("<span>", { class: "agora-chat-to-decide" }).insertAfter(summary.children("span").first());
  const numbers = states.map((state) => {
    const number = $("<strong>");
    const item = $("<li>", { "data-state": state }).append(number, " ", $("<span>").text(_(`outbox.count.${state}`)));
    list.append(item);
    return { state, item, number };
  });
  let lastHeard = "";

  return {
    element: $("<div>").append(list, heard, done),
    show(counts) {
      list.prop("hidden", counts === undefined);
      const parked = (counts?.uncertain ?? 0) + (counts?.failed ?? 0);
      toDecide.text(parked > 0 ? _("outbox.to-decide", { messages: format.format(parked) }) : "");
      if (counts === undefined) return;
      for (const { state, item, number } of numbers) {
        number.text(format.format(counts[state]));
        item.toggleClass("agora-chat-none", counts[state] === 0);
      }
      const worthSaying = JSON.stringify([counts.waiting > 0, counts.uncertain, counts.failed]);
      if (worthSaying !== lastHeard) heard.text(_("outbox.heard", { ...counts }));
      lastHeard = worthSaying;
    },
    say: (text) => void done.text(text),
  };
}
