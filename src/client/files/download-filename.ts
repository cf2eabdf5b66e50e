import type { Answer } from "../call";
import type { ChatFile } from "./chat-file";
import { filenameInHeader } from "./content-disposition";
import { safeFilename } from "./safe-filename";
import { suffixedFilename } from "./suffixed-filename";

/**
 * How a downloaded file is called: as its sender or else the service calls it, or by its UUID and its kind. A thumbnail
 * is told from its picture: `leaf-thumbnail.png`.
 *
 * @param mimeType where it is known
 * @returns a name that is safe in any folder
 */
export async function downloadFilename(
  file: ChatFile,
  headers: Answer["headers"],
  mimeType: string | undefined,
): Promise<string> {
  const given = file.filename ?? filenameInHeader(headers["content-disposition"]);
  const name = safeFilename(given ?? "", "") || `${file.uuid}${await extensionOf(mimeType)}`;
  return file.thumbnail ? suffixedFilename(name, "-thumbnail") : name;
}

async function extensionOf(mimeType: string | undefined): Promise<string> {
  if (mimeType === undefined) return "";
  const { default: mime } = await import("mime/lite");
  const extension = mime.getExtension(mimeType);
  return extension === null ? "" : `.${extension}`;
}
