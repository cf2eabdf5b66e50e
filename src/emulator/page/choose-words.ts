import type { Words } from "./words";
import { chinese } from "./words-chinese";
import { english } from "./words-english";

/** The words for the first of the reader's languages that there are words for; otherwise English. */
export function chooseWords(languages: readonly string[]): Words {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return chinese;
    if (/^en\b/i.test(language)) return { ...english, language };
  }
  return english;
}
