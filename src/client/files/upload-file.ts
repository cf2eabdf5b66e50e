import type { Answer, Call, CallContext, Send } from "../call";
import { ChatError } from "../chat-error";
import { isJsonObject } from "../json-object";
import type { UploadedFile } from "../parsing/uploaded-file";
import { advancing } from "./advancing";
import { tooLarge } from "./file-limit";
import { invalidInput } from "../invalid-input";
import type { LocalFile } from "./local-file";

/** How a file is to be kept by the service. */
export interface UploadOptions {
  /** Whether it can be loaded with its secret only. */
  readonly restrictAccess: boolean;
  /** Pixels; the service makes thumbnails of pictures only, 170 by 170 where nothing is said. */
  readonly thumbnail?: { readonly width?: number; readonly height?: number };
}

/**
 * Uploads a file.
 *
 * @param filesUrl where the app's files lie, for a service that does not say so itself; no trailing slash
 * @throws `CHAT_TOO_LARGE` before anything is sent; `CHAT_BAD_ANSWER` where the answer does not say how the file is
 * called now; what `send` and reading the file throw
 */
export async function uploadFile(
  send: Send,
  file: LocalFile,
  options: UploadOptions,
  filesUrl: string,
  context: CallContext,
): Promise<UploadedFile> {
  const problem = tooLarge(file.bytes);
  if (problem !== undefined) throw invalidInput("upload-file", [{ path: "file", ...problem }]);
  const { report } = context;
  const shown = report && { ...file, read: () => advancing(file.read(), file.bytes, report) };
  const answer = await send(uploadCall(shown ?? file, options), context);
  const { filename, bytes, mimeType, width, height, seconds } = file;
  return {
    ...readAnswer(answer, filesUrl),
    filename,
    bytes,
    mimeType,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

function uploadCall(file: LocalFile, { restrictAccess, thumbnail = {} }: UploadOptions): Call {
  // Some of the vendor's pages want the size in the form, others in headers; each service ignores what it does not know.
  const size = {
    ...(thumbnail.width === undefined ? {} : { "thumbnail-width": String(thumbnail.width) }),
    ...(thumbnail.height === undefined ? {} : { "thumbnail-height": String(thumbnail.height) }),
  };
  return {
    operation: "upload-file",
    method: "POST",
    path: "chatfiles",
    // On older servers the header restricts by being there, whatever it says.
    headers: { ...size, ...(restrictAccess ? { "restrict-access": "true" } : {}) },
    form: { file, fields: size },
    signedIn: true,
    repeatable: true,
  };
}

function readAnswer({ body, status }: Answer, filesUrl: string): Pick<UploadedFile, "uuid" | "url" | "secret"> {
  const { uri, entities } = isJsonObject(body) ? body : {};
  const [entity] = Array.isArray(entities) ? (entities as unknown[]) : [];
  const { uuid, "share-secret": secret } = isJsonObject(entity) ? entity : {};
  if (typeof uuid !== "string" || !/^[\w-]{1,64}$/.test(uuid)) {
    const description = "the answer does not name the uploaded file";
    throw new ChatError("CHAT_BAD_ANSWER", { operation: "upload-file", outcome: "sent", status, description });
  }
  // A longer one would fit no message.
  const isAddress = typeof uri === "string" && uri.length < 2048 && /^https?:\/\//i.test(uri) && URL.canParse(uri);
  const folder = isAddress ? uri.replace(/\/+$/, "") : filesUrl;
  return { uuid, url: `${folder}/${uuid}`, secret: typeof secret === "string" && secret !== "" ? secret : null };
}
