import type { Decision, OutboxCounts } from "./outbox-contents";

/** The buttons for all messages that were set aside. */
export interface DecisionsView {
  readonly element: JQuery;
  /** @param listed how many of them are in the list */
  show(counts: OutboxCounts, listed: number): void;
}

const icons: Readonly<Record<Decision, string>> = { send: "fa-repeat", drop: "fa-trash-o" };

/** Makes a button that says what is to become of a message. */
export function decisionButton(decision: Decision, label: string): JQuery {
  const icon = $("<i>", { class: `fa ${icons[decision]}`, "aria-hidden": "true" });
  return $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" }).append(icon, ` ${label}`);
}

/**
 * Shows them while there is anything to decide. Each asks first, in its own place: nothing is done to many messages by
 * one slip. To leave it is the first choice, and Escape does the same.
 */
export function outboxDecisions(_: Translate, onDecided: (decision: Decision) => void): DecisionsView {
  const format = new Intl.NumberFormat(RED.i18n.lang());
  const some = $("<div>", { class: "agora-chat-hint" });
  const buttons = $("<div>", { class: "agora-chat-outbox-buttons" });
  const question = $("<div>", { class: "agora-chat-advice", role: "group" }).prop("hidden", true);
  const element = $("<div>").append(some, buttons, question);
  let parked = 0;
  let asked: Decision | undefined;

  const leave = (): void => {
    if (asked === undefined) return;
    const hadFocus = question[0]?.contains(document.activeElement) ?? false;
    const back = buttons.children().eq(asked === "send" ? 0 : 1);
    asked = undefined;
    question.empty().prop("hidden", true);
    buttons.prop("hidden", false);
    if (hadFocus) back.trigger("focus");
  };
  const ask = (decision: Decision): void => {
    asked = decision;
    const params = { messages: format.format(parked) };
    const text = _(`outbox.ask.${decision}`, params);
    const cancel = $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" });
    cancel.text(_("outbox.ask.cancel")).on("click", leave);
    const confirm = decisionButton(decision, _(`outbox.ask.${decision}-button`, params));
    confirm.on("click", () => {
      leave();
      onDecided(decision);
    });
    const answers = $("<div>", { class: "agora-chat-outbox-buttons" }).append(cancel, confirm);
    question.empty().append($("<div>").text(text), answers).attr("aria-label", text).prop("hidden", false);
    buttons.prop("hidden", true);
    cancel.trigger("focus");
  };

  question.on("keydown", (event) => {
    if (event.key !== "Escape") return;
    // Node-RED would close the whole dialog.
    event.stopPropagation();
    leave();
  });
  for (const decision of ["send", "drop"] as const) {
    buttons.append(decisionButton(decision, _(`outbox.all.${decision}`)).on("click", () => ask(decision)));
  }
  return {
    element,
    show({ uncertain, failed }, listed) {
      const before = parked;
      parked = uncertain + failed;
      element.prop("hidden", parked === 0);
      some.prop("hidden", listed >= parked);
      some.text(_("outbox.some", { listed: format.format(listed), messages: format.format(parked) }));
      // The question is about so many; it would not be true any more.
      if (parked !== before) leave();
    },
  };
}
