import type { Answer, Call, CallContext, Receive, Send } from "../call";
import { ChatError, isChatError } from "../chat-error";
import { advancing } from "./advancing";
import type { ChatFile } from "./chat-file";
import { filenameInHeader } from "./content-disposition";
import { downloadFilename } from "./download-filename";

/**
 * Takes a file as it comes. Called anew, from the first byte, for each try.
 *
 * @param content rejects with a `ChatError` where the file breaks off; what was received until then is worth nothing
 * @param facts `filename` is safe to be used in any folder; the others are absent where the service did not say
 */
export type ReceiveFile = (
  content: AsyncIterable<Uint8Array>,
  facts: { readonly filename: string; readonly bytes?: number; readonly mimeType?: string },
) => Promise<void>;

const operation = "download-file";

/**
 * Downloads a file, or its thumbnail.
 *
 * @throws `CHAT_UNAUTHORIZED` with an issue on `secret` where the file's own secret is missing or wrong;
 * `CHAT_BAD_ANSWER` where a page came instead of a file; `CHAT_NO_ANSWER` where less came than was announced; what
 * `send` and `receive` throw
 */
export async function downloadFile(
  send: Send,
  file: ChatFile,
  receive: ReceiveFile,
  context: CallContext,
): Promise<void> {
  const take: Receive = async (content, headers) => {
    if (isPage(file, headers)) throw pageInstead();
    const bytes = announcedBytes(headers);
    const mimeType = mimeTypeIn(headers) ?? file.mimeType;
    const whole = bytes === undefined ? content : wholeOf(content, bytes);
    const shown = bytes === undefined || context.report === undefined ? whole : advancing(whole, bytes, context.report);
    await receive(shown, {
      filename: await downloadFilename(file, headers, mimeType),
      ...(bytes === undefined ? {} : { bytes }),
      ...(mimeType === undefined ? {} : { mimeType }),
    });
  };
  try {
    await send(downloadCall(file, take), context);
  } catch (error) {
    throw withSecretIssue(error, file);
  }
}

function downloadCall({ uuid, secret, thumbnail }: ChatFile, receive: Receive): Call {
  return {
    operation,
    method: "GET",
    path: `chatfiles/${encodeURIComponent(uuid)}`,
    headers: {
      accept: "application/octet-stream",
      ...(secret === undefined ? {} : { "share-secret": secret }),
      // On older servers it counts by being there, whatever it says.
      ...(thumbnail ? { thumbnail: "true" } : {}),
    },
    receive,
    signedIn: true,
    hasOwnSecret: true,
    repeatable: true,
  };
}

/** A gateway's or portal's page comes with status 200, too. A file that is a page has a name. */
function isPage({ filename = "", mimeType = "" }: ChatFile, headers: Answer["headers"]): boolean {
  if (mimeTypeIn(headers) !== "text/html" || filenameInHeader(headers["content-disposition"]) !== undefined)
    return false;
  return mimeType !== "text/html" && !/\.x?html?$/i.test(filename);
}

function pageInstead(): ChatError {
  const description = "a web page came where a file was expected";
  return new ChatError("CHAT_BAD_ANSWER", { operation, outcome: "sent", status: 200, description });
}

function mimeTypeIn(headers: Answer["headers"]): string | undefined {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "" || /^(application|binary)\/octet-stream$/.test(type) ? undefined : type;
}

/** How long the file will be. Of one that is packed for the way nobody knows. */
function announcedBytes(headers: Answer["headers"]): number | undefined {
  const { "content-length": length = "", "content-encoding": encoding = "identity" } = headers;
  return encoding === "identity" && /^\d+$/.test(length) ? Number(length) : undefined;
}

async function* wholeOf(content: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const piece of content) {
    received += piece.length;
    yield piece;
  }
  if (received === bytes) return;
  const description = `${received} of ${bytes} bytes came`;
  throw new ChatError("CHAT_NO_ANSWER", { operation, outcome: "unknown", description });
}

/**
 * A refusal that stays with a fresh token is the file's own; no page says whether it is a 401 or a 403. Of a token that
 * cannot be renewed the service says that it is the token, in words for that alone.
 */
function withSecretIssue(error: unknown, { secret }: ChatFile): unknown {
  const isOwn = isChatError(error) && error.details.operation === operation;
  if (!isOwn || !["CHAT_UNAUTHORIZED", "CHAT_REJECTED"].includes(error.code)) return error;
  if (error.details.status !== 401 && error.details.status !== 403) return error;
  if (error.details.error === "auth_bad_access_token" || /access token/i.test(error.details.description ?? ""))
    return error;
  const problem = secret === undefined ? "secret-missing" : "secret-refused";
  return error.with({ issues: [{ path: "secret", problem }] });
}
