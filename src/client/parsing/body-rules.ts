import type { Bodies, MessageType } from "../message";
import type { Rule } from "./rule";
import { amount, customExts, degrees, pixelSize, text, url, visibleText } from "./values";

/** One rule a field of every kind: a field without a rule, or a rule without a field, does not compile. */
type BodyRules = {
  readonly [T in MessageType]: { readonly [F in keyof Bodies[T]]-?: Rule<Exclude<Bodies[T][F], undefined>> };
};

const file = {
  url: required(url),
  filename: optional(visibleText),
  secret: optional(visibleText),
  file_length: optional(amount),
};

/** What each kind of message must and may say. Where the vendor's pages disagree, what their service takes decides. */
export const bodyRules: BodyRules = {
  txt: { msg: required(visibleText) },
  img: { ...file, size: optional(pixelSize) },
  audio: { ...file, length: optional(amount) },
  video: { ...file, length: optional(amount), thumb: optional(url), thumb_secret: optional(visibleText) },
  file: { ...file },
  loc: { lat: required(degrees(90)), lng: required(degrees(180)), addr: required(visibleText) },
  cmd: { action: required(visibleText) },
  // Which of the two is required, and how an event may be spelled, is the dialect's to say.
  custom: { customEvent: optional(text), customExts: optional(customExts) },
};

function required<T>(read: Rule<T>["read"]): Rule<T> {
  return { required: true, read };
}

function optional<T>(read: Rule<T>["read"]): Rule<T> {
  return { required: false, read };
}
