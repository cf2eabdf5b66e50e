import { addStyle } from "./add-style";
import type { Dialog } from "./dialog";
import { isDeployed } from "./is-deployed";
import { isInSubflow } from "./is-in-subflow";
import { decideOutbox, readOutbox, watchOutbox } from "./outbox-contents";
import type { Decision, OutboxTrouble } from "./outbox-contents";
import { outboxStyle } from "./outbox-style";
import { outboxView } from "./outbox-view";

/** A burst of changes is looked at once, milliseconds. */
const pauseMs = 300;

/**
 * Shows what the outbox of the deployed app holds, as it changes, and lets the user decide about the messages that were
 * set aside.
 *
 * @param place an empty element inside a section, whose heading will say how many there are to decide about
 */
export function outboxPanel(dialog: Dialog, place: JQuery): void {
  const { id, _ } = dialog.node;
  addStyle("agora-chat-outbox-style", outboxStyle);
  const heading = $("<h5>", { class: "agora-chat-outbox-heading", tabindex: -1 }).text(_("outbox.heading"));
  place.append(heading);
  const isCopied = isInSubflow(dialog.node);
  if (isCopied || !isDeployed(dialog.node)) {
    const text = _(isCopied ? "outbox.in-subflow" : "outbox.not-deployed");
    place.append($("<div>", { class: "agora-chat-hint" }).text(text));
    return;
  }
  const view = outboxView(_, place, heading, decide);
  let reading: JQuery.jqXHR | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isDeciding = false;
  let isStale = false;
  let isClosed = false;

  function read(): void {
    isStale = reading !== undefined;
    if (isStale || isClosed) return;
    reading = readOutbox(id)
      .done((contents) => view.show(contents))
      .fail(({ status }) => {
        if (!isClosed) view.showNothing(refusal(_, status), status !== 404);
      })
      .always(() => {
        reading = undefined;
        if (isStale) readSoon();
      });
  }

  function readSoon(): void {
    if (isClosed) return;
    pause ??= setTimeout(() => {
      pause = undefined;
      read();
    }, pauseMs);
  }

  function decide(ids: readonly string[] | "all", decision: Decision): void {
    if (isDeciding) return;
    isDeciding = true;
    place.attr("aria-busy", "true");
    decideOutbox(id, ids, decision)
      .done(({ decided }) => {
        view.say(_(`outbox.decided.${decision}`, { messages: decided }));
        read();
      })
      .fail(({ status, responseJSON }) => {
        const { trouble } = (responseJSON ?? {}) as Partial<OutboxTrouble>;
        if (trouble === undefined) view.showTrouble(refusal(_, status));
        else view.show({ trouble });
      })
      .always(() => {
        isDeciding = false;
        place.removeAttr("aria-busy");
      });
  }

  const forget = watchOutbox(id, (counts) => {
    const before = view.counts();
    const isListTheSame = counts?.uncertain === before?.uncertain && counts?.failed === before?.failed;
    if (counts !== undefined && isListTheSame) view.showCounts(counts);
    else readSoon();
  });
  dialog.onClose(() => {
    isClosed = true;
    forget();
    clearTimeout(pause);
    reading?.abort();
  });
  read();
}

/** What Node-RED itself says instead of an answer. */
function refusal(_: Translate, status: number): string {
  if (status === 0) return _("outbox.refusal.offline");
  if (status === 401 || status === 403) return _("outbox.refusal.not-allowed");
  return status === 404 ? _("outbox.not-deployed") : _("outbox.refusal.other", { status });
}
