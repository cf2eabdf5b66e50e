/** The fields of the eight message types, as each dialect demands them. */
import {
  isAddress,
  isCount,
  isObject,
  isString,
  isStrings,
  isText,
  keepsRules,
  optional,
  required,
  type FieldRules,
} from "./field-rules";
import { messageTypes, type MessageType } from "../service/messages";

/** Whether this is one of the eight types. */
export function isMessageType(type: unknown): type is MessageType {
  return (messageTypes as readonly unknown[]).includes(type);
}

/** Whether the type's fields are all there and hold what they must. */
export function bodyKeepsRules(
  dialect: "current" | "legacy",
  type: MessageType,
  body: Readonly<Record<string, unknown>>,
): boolean {
  return keepsRules(body, (dialect === "current" ? currentBodies : legacyBodies)[type]);
}

const isSize = (value: unknown): boolean =>
  isObject(value) && keepsRules(value, { width: optional(isCount), height: optional(isCount) });

const isCoordinate = (value: unknown): boolean => isText(value) || typeof value === "number";

const isStringMap = (value: unknown): boolean =>
  isObject(value) && isStrings(Object.values(value)) && Object.keys(value).length <= 16;

const matches =
  (form: RegExp) =>
  (value: unknown): boolean =>
    isString(value) && form.test(value);

const currentBodies: Readonly<Record<MessageType, FieldRules>> = {
  txt: { msg: required(isText) },
  img: { url: required(isAddress), filename: optional(isString), secret: optional(isString), size: optional(isSize) },
  audio: {
    url: required(isAddress),
    filename: optional(isString),
    length: optional(isCount),
    secret: optional(isString),
  },
  video: {
    url: required(isAddress),
    filename: optional(isString),
    thumb: optional(isAddress),
    // One of the vendor's tables calls `thumb` so; its examples never do.
    thumbnail: optional(isAddress),
    length: optional(isCount),
    file_length: optional(isCount),
    secret: optional(isString),
    thumb_secret: optional(isString),
  },
  file: { url: required(isAddress), filename: required(isText), secret: optional(isString) },
  loc: { lat: required(isText), lng: required(isText), addr: required(isString) },
  cmd: { action: required(isText) },
  custom: { customEvent: optional(matches(/^[a-zA-Z0-9\-_/.]{1,32}$/)), customExts: optional(isStringMap) },
};

const legacyBodies: Readonly<Record<MessageType, FieldRules>> = {
  ...currentBodies,
  img: { ...currentBodies.img, filename: required(isText) },
  audio: { ...currentBodies.audio, filename: required(isText), length: required(isCount) },
  loc: { lat: required(isCoordinate), lng: required(isCoordinate), addr: required(isString) },
  // The legacy pattern allows a space.
  custom: { customEvent: required(matches(/^[a-zA-Z0-9\-_/. ]{1,32}$/)), customExts: optional(isStringMap) },
};
