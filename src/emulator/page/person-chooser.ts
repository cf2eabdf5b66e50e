/** One name out of those that are known, or another one that is typed. */
import { element } from "./element";
import type { Words } from "./words";

/** The chooser in the page. */
export interface PersonChooser {
  readonly element: HTMLElement;
  /** @param chosen `""`: nobody yet, a name has to be typed */
  render(label: string, people: readonly string[], chosen: string): void;
  /** Without the white space around a typed name. */
  value(): string;
  focus(): void;
}

/** What the chooser tells. */
export interface PersonChooserEvents {
  /** A name was chosen, or typed so far. */
  readonly changed: (name: string) => void;
  /** The name is typed: on to what comes next. */
  readonly done: () => void;
}

/** The names there are, as one text: a select that is drawn anew closes under the reader's hand. */
const drawnFrom = (people: readonly string[]): string => JSON.stringify(people);

/** Nobody to choose yet. */
export function createPersonChooser(words: Words, events: PersonChooserEvents): PersonChooser {
  const label = element("span", "chooser-label");
  const select = element("select", "");
  const input = element("input", "");
  let drawn = "";

  input.type = "text";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.placeholder = words.name;
  select.addEventListener("change", () => {
    input.value = "";
    showInput();
    if (select.value === "") input.focus();
    events.changed(value());
  });
  input.addEventListener("input", () => events.changed(value()));
  input.addEventListener("keydown", (event) => {
    // Enter in a line of a form sends the form.
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    events.done();
  });

  function value(): string {
    return select.value || input.value.trim();
  }

  function showInput(): void {
    input.hidden = select.value !== "";
    select.hidden = select.options.length < 2;
  }

  function draw(people: readonly string[]): void {
    if (drawn === drawnFrom(people)) return;
    drawn = drawnFrom(people);
    select.replaceChildren(...people.map((name) => new Option(name, name)), new Option(words.someoneElse, ""));
  }

  return {
    element: element("span", "chooser", label, select, input),
    render(text, people, chosen) {
      label.textContent = text;
      for (const one of [select, input]) one.ariaLabel = text;
      // While a name is typed, half of it may be somebody else's whole one.
      if (input === document.activeElement) return;
      draw(chosen === "" || people.includes(chosen) ? people : [chosen, ...people]);
      select.value = chosen;
      showInput();
    },
    value,
    focus: () => (select.value === "" ? input : select).focus(),
  };
}
