import { placeholdersOf, withoutPlural } from "./catalogue";
import type { Catalogue } from "./catalogue";

/** The two catalogues of a set that are held against each other. */
export interface ComparedCatalogues {
  /** The English one, which says what there is to say. */
  readonly base: Catalogue;
  readonly own: Catalogue;
  /** Whose plural forms the own catalogue needs: `pt-BR`. */
  readonly language: string;
}

/**
 * What a catalogue has too little, too much or wrong beside the English one, each with its key; empty where all is well.
 *
 * A text may have the language's plural forms where the English one mentions `__count__`; then it has all of them, and
 * none without a form, which i18next would show for a number whose form is missing. Where the English text has forms,
 * the language must have its own: Node-RED puts the English ones beside what it finds, and they would win over a text
 * without a form.
 */
export function compareCatalogues({ base, own, language }: ComparedCatalogues): readonly string[] {
  const known = new Set([...base.keys()].map(withoutPlural));
  return [
    ...[...known].flatMap((key) => wrongForms(key, { base, own, language })),
    ...[...own.keys()].filter((key) => !known.has(withoutPlural(key))).map((key) => `${key} is not in the English one`),
    ...[...own].filter(([, text]) => text.trim() === "").map(([key]) => `${key} is empty`),
    ...[...own].flatMap(([key, text]) => wrongPlaceholders(key, text, base)),
  ];
}

/** The endings of i18next for the numbers that a language tells apart: `_one`, `_other`. */
export function pluralForms(language: string): readonly string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((category) => `_${category}`);
}

function wrongForms(key: string, { base, own, language }: ComparedCatalogues): readonly string[] {
  const found = formsOf(key, own);
  const original = formsOf(key, base);
  if (found.length === 0) return [`${key} is missing`];
  if (found.join() === "" && original.join() === "") return [];
  if (!placeholdersOf(textFor(key, base) ?? "").includes("count")) {
    return [`${key} has plural forms, and the English one mentions no __count__`];
  }
  const needed = pluralForms(language);
  return [
    ...needed.filter((form) => !found.includes(form)).map((form) => `${key}${form} is missing`),
    ...found
      .filter((form) => !needed.includes(form))
      .map((form) => `${key}${form} is no form of ${language}, which has ${needed.join(" ")}`),
  ];
}

function wrongPlaceholders(key: string, text: string, base: Catalogue): readonly string[] {
  const original = textFor(key, base);
  if (original === undefined) return [];
  const [mentions, should] = [placeholdersOf(text).join(" "), placeholdersOf(original).join(" ")];
  return mentions === should ? [] : [`${key} mentions "${mentions}" instead of "${should}"`];
}

/** Which forms of a key there are; the empty one is the key as it is. */
function formsOf(key: string, catalogue: Catalogue): readonly string[] {
  return [...catalogue.keys()].filter((other) => withoutPlural(other) === key).map((other) => other.slice(key.length));
}

function textFor(key: string, catalogue: Catalogue): string | undefined {
  const plain = withoutPlural(key);
  return catalogue.get(key) ?? [...catalogue].find(([other]) => withoutPlural(other) === plain)?.[1];
}
