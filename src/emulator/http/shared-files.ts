/** Uploaded files for the emulator's page, which has no token: `/files/{uuid}`, and `?thumbnail` for a small picture. */
import { textAnswer, type Answer } from "./answer";
import { contentDisposition } from "./content-disposition";
import type { EmulatorState } from "../service/state";

/** One file as the page asks for it. */
export interface SharedFile {
  readonly uuid: string;
  readonly thumbnail: boolean;
}

/** Shown in the page; everything else is for saving, above all what could run as a page of this origin. */
const shown = /^(?:image\/(?:png|jpeg|gif|webp|bmp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** Which file a URL asks for; `undefined`: none. */
export function sharedFile(url: string): SharedFile | undefined {
  const [, uuid, query = ""] = /^\/files\/([0-9a-fA-F-]{1,64})(?:\?(.*))?$/.exec(url) ?? [];
  return uuid === undefined ? undefined : { uuid, thumbnail: new URLSearchParams(query).has("thumbnail") };
}

/** The file, whatever its secret; 404 when it is gone. Pages of other origins cannot use the answer. */
export async function readSharedFile(state: EmulatorState, { uuid, thumbnail }: SharedFile): Promise<Answer> {
  const file = state.files.find(uuid);
  if (file === undefined || state.files.isExpired(file)) return textAnswer(404, "This file is gone.");
  const { content, mimeType } = thumbnail ? await state.thumbnails.of(file) : file;
  const isShown = shown.test(mimeType);
  return {
    status: 200,
    headers: {
      "content-type": isShown ? mimeType : "application/octet-stream",
      "content-disposition": contentDisposition(isShown ? "inline" : "attachment", file.filename),
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-cache",
    },
    body: content,
  };
}
