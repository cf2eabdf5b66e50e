/** What stands inside a bubble, by type of message. */
import type { Message, MessageType } from "../message";
import type { OwnFiles } from "../own-files";
import type { Words } from "../words";
import { audioContent } from "./audio";
import { commandContent } from "./command";
import { customContent } from "./custom";
import { fileContent } from "./file";
import { locationContent } from "./location";
import { pictureContent } from "./picture";
import { recalledContent } from "./recalled";
import { textContent } from "./text";
import { videoContent } from "./video";

const contents: Readonly<Record<MessageType, (message: Message, words: Words, files: OwnFiles) => HTMLElement>> = {
  txt: textContent,
  img: pictureContent,
  audio: audioContent,
  video: videoContent,
  file: fileContent,
  loc: locationContent,
  cmd: commandContent,
  custom: customContent,
};

/** Draws a message's body; whatever is missing or of the wrong kind in it is left out. */
export function content(message: Message, words: Words, files: OwnFiles): HTMLElement {
  return message.recalled ? recalledContent(words) : contents[message.type](message, words, files);
}
