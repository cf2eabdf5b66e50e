import type { Dialect } from "./dialect";
import { currentDialect } from "./current";
import { legacyDialect } from "./legacy";

/** The dialects by name. */
export const dialects: { readonly [Name in Dialect["name"]]: Dialect } = {
  current: currentDialect,
  legacy: legacyDialect,
};
