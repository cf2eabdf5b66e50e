import type { JsonObject } from "./message";

/** Whether a value is a plain object: no list, no Buffer, no Date, not `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Messages come out of other realms too (function nodes run in a vm), so the prototype is compared by its shape.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
