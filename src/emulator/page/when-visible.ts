const waiting = new WeakMap<Element, () => void>();
const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    waiting.get(target)?.();
  }
});

/** Runs `work` when the element first comes into view; never, when it is taken away before. */
export function whenVisible(element: Element, work: () => void): void {
  waiting.set(element, work);
  observer.observe(element);
}
