import type { Condition } from "./condition";
import { block, element } from "./element";

/** What stands below a field: a hint, or HTML that only one dialog has. */
export interface Hint {
  readonly html: string;
  /** With one, screen readers say it with the field. Fields with a rule say their hints anyway. */
  readonly id?: string;
}

/** A line of help, the catalogue's `hint.<key>`. */
export function hint(key: string, when?: Condition): Hint {
  return { html: line(key, { when }) };
}

/** A line of help that screen readers say with the field. */
export function spokenHint(name: string): Hint {
  const id = idOf(name);
  return { html: line(name, { id }), id };
}

/** Hints of which one is shown at a time, and said by screen readers with the field. */
export function spokenHints(name: string, hints: readonly Hint[]): Hint {
  const id = idOf(name);
  return { html: block("div", { id }, ...hints.map(({ html }) => html)), id };
}

/** A hint that must not be overlooked; screen readers say it as soon as it appears. */
export function warning(key: string, when: Condition): Hint {
  return { html: line(key, { look: "agora-chat-warning", role: "status", when }) };
}

/** A warning about what stays as it is while the dialog is open, so that it is not announced. */
export function standingWarning(key: string, when: Condition): Hint {
  return { html: line(key, { look: "agora-chat-warning", when }) };
}

interface Line {
  readonly look?: string;
  readonly id?: string;
  readonly role?: string;
  readonly when?: Condition | undefined;
}

function line(key: string, { look, id, role, when }: Line): string {
  const name = ["agora-chat-hint", look ?? []].flat().join(" ");
  return element("div", { class: name, id, role, "data-agora-chat-when": when, "data-i18n": `hint.${key}` });
}

function idOf(name: string): string {
  return `agora-chat-hint-${name}`;
}
