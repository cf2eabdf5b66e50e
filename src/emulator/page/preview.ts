/** A message in one line, for the list of conversations and for screen readers. */
import { textOf } from "./fields";
import type { Message } from "./message";
import type { Words } from "./words";

/** Longer than any line shows; keeps a long text out of the list's layout. */
const maximumCharacters = 120;

/** The text of a text, the name of a file, the action of a command; else the word for its type. Nothing of what was recalled. */
export function preview(message: Message, words: Words): string {
  if (message.recalled) return words.recalled;
  const { type, body } = message;
  const said = {
    txt: body["msg"],
    img: "",
    audio: "",
    video: "",
    file: body["filename"],
    loc: body["addr"],
    cmd: body["action"],
    custom: body["customEvent"],
  } satisfies Record<typeof type, unknown>;
  const text = textOf(said[type]).slice(0, maximumCharacters).replace(/\s+/g, " ").trim();
  if (type === "txt" && text !== "") return text;
  return text === "" ? words.preview[type] : `${words.preview[type]}: ${text}`;
}
