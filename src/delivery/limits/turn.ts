import type { Charge } from "./call-limits";
import type { Together } from "./kinds";
import type { Aging } from "./watch-age";

/** What somebody who waits for a turn brings: besides their lanes, how long they wait. */
export interface Turn<T> extends Aging {
  /** The lanes that it needs, those that others need least first. */
  readonly charges: readonly Charge[];
  /** From the queue; lower goes first. */
  readonly place: number;
  /** With whom it may leave. Default: alone. */
  readonly together?: Together<T>;
  /** Told once if it has to wait. */
  readonly onQueued?: () => void;
}

/** Says that a call has ended; `reached` is whether the service may have counted it. */
export type Release = (reached: boolean) => void;

/** A turn that has come. */
export interface Pass<T> {
  readonly release: Release;
  /** Who leaves with it: those that waited and are alike. Their charges are released with its own. */
  readonly companions: readonly T[];
}
