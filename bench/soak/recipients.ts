import type { SoakEvent, SoakEventOf } from "./soak-events";

/** Whether a node was given a message. */
export function isGivenTo(event: SoakEvent): event is SoakEventOf<"given"> {
  return event.what === "given";
}

/** To whom it goes. */
export function recipientsOf({ to = [] }: SoakEventOf<"given">): readonly string[] {
  return typeof to === "string" ? [to] : to;
}
