import type { Catalogue } from "./catalogue";

/** Names, words of the consoles and of the wire, paths: the same wherever they are read. */
const everywhere: readonly string[] = [
  "?",
  "170",
  "/data/camera/bed-3.jpg",
  "/data/history/",
  "/data/pictures/",
  "__kind__ → __chatType__:",
  "__percent__ %",
  "Agora Chat",
  "App ID",
  "App Key",
  "Buffer",
  "Client ID",
  "Easemob Chat (环信)",
  "Host",
  "Proxy",
  "Redis URL",
  "TLS",
  "Token",
];

/** Words that a language shares with English. */
const shared: Readonly<Record<string, readonly string[]>> = {
  de: ["Chats", "China", "Name", "Online, offline", "Text", "USA (Virginia)", "Video"],
  "es-ES": ["Chats", "China"],
  fr: [
    "Chats",
    "Contacts",
    "Conversation",
    "Latitude",
    "Longitude",
    "Message",
    "Messages",
    "Mode",
    "Options",
    "Secret",
    "expression",
    "message",
    "messages",
    "minutes",
    "pixels",
  ],
  "pt-BR": ["Chats", "China", "Latitude", "Longitude", "pixels"],
};

/** The texts that are as in English and not listed here as meant to be: forgotten, or new. Each with its key. */
export function untranslated(language: string, base: Catalogue, own: Catalogue): readonly string[] {
  const meant = new Set([...everywhere, ...(shared[language] ?? [])]);
  return [...own]
    .filter(([key, text]) => base.get(key) === text && !meant.has(text))
    .map(([key, text]) => `${key} is as in English: "${text}"`);
}

/**
 * What is listed and no longer so: the lists should not outlive their reasons.
 *
 * @param same by language, the texts that are as in English
 */
export function needlesslyListed(same: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const anywhere = [...same.values()];
  return [
    ...everywhere.filter((text) => !anywhere.some((texts) => texts.has(text))),
    ...Object.entries(shared).flatMap(([language, texts]) =>
      texts.filter((text) => same.get(language)?.has(text) !== true).map((text) => `${language}: ${text}`),
    ),
  ];
}
