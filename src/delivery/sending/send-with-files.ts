import type { CallContext } from "../../client/call";
import { isChatError } from "../../client/chat-error";
import type { Dialect } from "../../client/dialects/dialect";
import type { LocalFile } from "../../client/files/local-file";
import type { Body, Message } from "../../client/message";
import type { UploadedFile } from "../../client/parsing/uploaded-file";
import { messageParts } from "../../client/sending/message-part";
import type { Receipt } from "../../client/sending/receipt";

/** A checked message, and the files of this side that go up before it. */
export interface OutgoingMessage {
  /** Where a file is yet to be uploaded, its address is of the length that it will have. */
  readonly message: Message;
  /** What the message is about. */
  readonly file?: LocalFile;
  /** What is shown of a film before it plays. */
  readonly thumbnail?: LocalFile;
  /** Whether what is uploaded can be loaded with its secret only. Default: by everybody who knows its address. */
  readonly restrictAccess?: boolean;
}

/** The two things that sending with files takes. */
export interface FileSending {
  readonly dialect: Dialect;
  readonly upload: (file: LocalFile, restrictAccess: boolean, context: CallContext) => Promise<UploadedFile>;
  readonly send: (message: Message, context: CallContext) => Promise<readonly Receipt[]>;
}

/**
 * Uploads what a message needs, then sends it.
 *
 * @throws what stops it; where something had been uploaded by then, the error carries it as `file` and `thumbnail`, so
 * that it need not go up again. `CHAT_TOO_LARGE` before anything is uploaded where the message will not fit
 */
export async function sendWithFiles(
  { dialect, upload, send }: FileSending,
  { message, file, thumbnail, restrictAccess = false }: OutgoingMessage,
  context: CallContext,
): Promise<readonly Receipt[]> {
  if (file === undefined && thumbnail === undefined) return send(message, context);
  messageParts(message, dialect);
  const uploaded: Uploaded = {};
  try {
    if (file !== undefined) uploaded.file = await upload(file, restrictAccess, context);
    if (thumbnail !== undefined) uploaded.thumbnail = await upload(thumbnail, restrictAccess, context);
  } catch (error) {
    if (!isChatError(error)) throw error;
    // Whatever became of the upload, the message has not been sent.
    throw error.with({ ...uploaded, outcome: "not-sent", sent: [], unsent: message.to, uncertain: [] });
  }
  try {
    return await send(addressed(message, uploaded), context);
  } catch (error) {
    throw isChatError(error) ? error.with(uploaded) : error;
  }
}

interface Uploaded {
  file?: UploadedFile;
  thumbnail?: UploadedFile;
}

function addressed(message: Message, { file, thumbnail }: Uploaded): Message {
  const { type, fields } = message.body;
  const known = withAddress(withAddress(fields, "url", "secret", file), "thumb", "thumb_secret", thumbnail);
  return { ...message, body: { type, fields: known } as Body };
}

function withAddress(fields: object, address: string, secret: string, file: UploadedFile | undefined): object {
  if (file === undefined) return fields;
  const others = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== secret));
  return { ...others, [address]: file.url, ...(file.secret === null ? {} : { [secret]: file.secret }) };
}
