/** Makes these the children, moving only what is out of place: what is taken out loses the keyboard and its animation. */
export function placeChildren(parent: Element, children: readonly HTMLElement[]): void {
  const focused = document.activeElement;
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const one of children) {
    if (one === at) at = at.nextElementSibling;
    else parent.insertBefore(one, at);
  }
  if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}
