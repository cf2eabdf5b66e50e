/** What may stand inside an element; texts become text nodes, never markup. */
export type Child = Node | string | undefined;

/** Makes an element with a class and its children; `undefined` children are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** An element for text from outside: its own direction, so that a right-to-left name does not turn its neighbours. */
export function outsideText<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const made = element(tag, className, text);
  made.dir = "auto";
  return made;
}

/** A button that does not submit anything. */
export function button(className: string, press: () => void, ...children: readonly Child[]): HTMLButtonElement {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}
