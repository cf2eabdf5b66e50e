/** A message, and a file that messages may speak of, for tests of how they are written down. */
import { createFiles } from "../../../src/emulator/service/files";
import type { Files } from "../../../src/emulator/service/files";
import type { EmulatorMessage } from "../../../src/emulator/service/messages";

const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";

/** Where the file is. */
export const leafUrl = `https://a61.chat.agora.io/farmco/greenhouse/chatfiles/${uuid}`;

/** A text. */
export const soilMessage: EmulatorMessage = {
  id: "1402233445566778899",
  timestamp: 1_759_993_234_567,
  chatType: "users",
  from: "sensor-7",
  to: "alice.k",
  type: "txt",
  body: { msg: "soil too dry" },
  dialect: "current",
};

/** Files, of which one is there: 48 bytes called `leaf.png`. */
export function filesWithLeaf(): Files {
  const files = createFiles({ now: () => 0, retentionMs: 1 });
  files.add({
    uuid,
    filename: "leaf.png",
    content: Buffer.alloc(48),
    bytes: 48,
    mimeType: "image/png",
    restricted: false,
    secret: null,
    thumbnailSize: { width: 170, height: 170 },
    uploadedAt: 0,
  });
  return files;
}
