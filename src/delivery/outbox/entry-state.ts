import { isJsonObject } from "../../client/json-object";
import type { JsonObject } from "../../client/message";
import { chatTypes } from "../../client/message";
import type { Receipt } from "../../client/sending/receipt";
import { againTo } from "./set-aside";
import type { SetAside } from "./set-aside";

/** How far a message has come, as it is kept beside the message itself. */
export interface EntryState {
  /** To whom a decision sends it, instead of all. */
  readonly to?: readonly string[];
  /** When a decision sent it again, milliseconds since 1970; its age counts from there. */
  readonly acceptedAt?: number;
  /** Of those who got it. */
  readonly done: readonly Receipt[];
  /** Who may be getting it now: on the wire, or was when the last try broke off. */
  readonly flying: readonly string[];
  /** Who may have got it when an earlier process ended, and gets it no more without a decision. */
  readonly uncertain: readonly string[];
  /** Who may have got it before, and gets it again. */
  readonly doubled: readonly string[];
  /** Why it waits for a decision. */
  readonly aside?: SetAside;
}

/** Of a message that waits, as it was taken in. Nothing is kept of it. */
export const untouched: EntryState = { done: [], flying: [], uncertain: [], doubled: [] };

/** To whom it is still to go. */
export function recipientsLeft(state: EntryState, to: readonly string[]): readonly string[] {
  const gone = new Set([...state.done.map((receipt) => receipt.to), ...state.uncertain]);
  const wanted = state.to ?? to;
  return gone.size === 0 ? wanted : wanted.filter((id) => !gone.has(id));
}

/** What was flying when its process ended: by the app's setting it goes again, or somebody decides. */
export function afterRestart(state: EntryState, repeatUnknown: boolean): EntryState {
  if (state.flying.length === 0) return state;
  const name = repeatUnknown ? "doubled" : "uncertain";
  return { ...state, flying: [], [name]: [...new Set([...state[name], ...state.flying])] };
}

/** What a decision makes of a message that was set aside. */
export function sentAgain(aside: SetAside, acceptedAt: number): EntryState {
  return { ...untouched, to: againTo(aside), acceptedAt, doubled: aside.uncertain };
}

export function stateText(state: EntryState): string {
  return JSON.stringify(state);
}

/** @returns `undefined` where it is damaged */
export function readState(text: string): EntryState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { to, acceptedAt, done, flying, uncertain, doubled, aside } = value;
  const isState =
    (to === undefined || isIds(to)) &&
    (acceptedAt === undefined || typeof acceptedAt === "number") &&
    Array.isArray(done) &&
    done.every(isReceipt) &&
    [flying, uncertain, doubled].every(isIds) &&
    (aside === undefined || isAside(aside));
  return isState ? (value as unknown as EntryState) : undefined;
}

function isIds(value: unknown): boolean {
  return Array.isArray(value) && value.every((id) => typeof id === "string");
}

function isReceipt(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { to, chatType, messageId, timestamp } = value;
  return (
    typeof to === "string" &&
    chatTypes.some((known) => known === chatType) &&
    (messageId === null || typeof messageId === "string") &&
    (timestamp === null || typeof timestamp === "number")
  );
}

function isAside(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { state, code, uncertain, unsent }: JsonObject = value;
  return (state === "uncertain" || state === "failed") && typeof code === "string" && isIds(uncertain) && isIds(unsent);
}
