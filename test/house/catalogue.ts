import { jsonOf } from "./checkout";

/** A catalogue's texts by their full keys (`label.to`). */
export type Catalogue = ReadonlyMap<string, string>;

/** The catalogue of a set in a language. */
export function catalogueOf(language: string, set: string): Catalogue {
  return new Map(texts(jsonOf(`locales/${language}/${set}.json`), ""));
}

/** A key without its plural form, of which languages have different ones. */
export function withoutPlural(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other|plural|\d+)$/, "");
}

/** What a text mentions, sorted: `__count__` is `count`. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/__(\w+?)__/g)].map((match) => match[1] ?? ""))].sort();
}

function texts(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) throw new Error(`${path} is neither a text nor a group of texts`);
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === "" ? key : `${path}.${key}`));
}
