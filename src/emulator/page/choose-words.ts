import { createWords, type Words } from "./words";
import chinese from "./words-chinese.json";
import english from "./words-english.json";

/** The words for the first of the reader's languages that there are words for; otherwise English. */
export function chooseWords(languages: readonly string[]): Words {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return createWords(chinese);
    if (/^en\b/i.test(language)) return createWords({ ...english, language });
  }
  return createWords(english);
}
