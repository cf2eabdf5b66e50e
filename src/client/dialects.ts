import type { Dialect } from "./dialect";
import { currentDialect } from "./dialects/current";
import { legacyDialect } from "./dialects/legacy";

/** The dialects by name. */
export const dialects: { readonly [Name in Dialect["name"]]: Dialect } = {
  current: currentDialect,
  legacy: legacyDialect,
};
