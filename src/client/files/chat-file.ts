import type { Issue } from "../issue";
import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";
import { historyContent } from "../parsing/history-body";
import { isGiven } from "../parsing/rule";
import { kindOf } from "../parsing/values";
import { isFileUuid, readFileAddress } from "./file-address";

/** A file that lies with the service, ready to be downloaded. */
export interface ChatFile {
  readonly uuid: string;
  /** Needed where it was uploaded with restricted access. */
  readonly secret?: string;
  /** As its sender called it; not safe as it is. */
  readonly filename?: string;
  readonly mimeType?: string;
  /** Whether the small picture is wanted that the service makes of a picture. */
  readonly thumbnail: boolean;
}

/** What is known besides the reference itself. */
export interface ChatFileHints {
  /** The user's own word on it, which wins over any other. */
  readonly secret?: unknown;
  readonly thumbnail: boolean;
  /** Where the app's files lie, without a trailing slash. */
  readonly filesUrl: string;
}

/** What a reference says of a file, nothing of it checked. */
interface Reference {
  readonly uuid?: unknown;
  readonly url?: unknown;
  readonly secret?: unknown;
  readonly filename?: unknown;
  readonly mimeType?: unknown;
  readonly thumbnail: boolean;
}

/**
 * Reads which file is meant: an uploaded file, a file's address or UUID, a message's body, or a record of history. The
 * thumbnail of a film is a file of its own, named in the body.
 *
 * @param issues takes every problem found; the paths are `file` and `secret`
 * @returns `undefined` where there were problems
 */
export function parseChatFile(value: unknown, hints: ChatFileHints, issues: Issue[]): ChatFile | undefined {
  const before = issues.length;
  const reference = referenceIn(value, hints.thumbnail, issues);
  const named = reference && nameOf(reference, value, hints.filesUrl, issues);
  const secret = secretIn([hints.secret, reference?.secret, named?.secret], issues);
  if (named === undefined || reference === undefined || issues.length > before) return undefined;
  const { filename, mimeType, thumbnail } = reference;
  return {
    uuid: named.uuid,
    ...(secret === undefined ? {} : { secret }),
    ...(typeof filename === "string" && filename !== "" ? { filename } : {}),
    ...(typeof mimeType === "string" && mimeType !== "" ? { mimeType } : {}),
    thumbnail,
  };
}

function referenceIn(value: unknown, thumbnail: boolean, issues: Issue[]): Reference | undefined {
  if (!isGiven(value)) {
    issues.push({ path: "file", problem: "required" });
    return undefined;
  }
  if (typeof value === "string") {
    const text = value.trim();
    return isFileUuid(text) ? { uuid: text, thumbnail } : { url: text, thumbnail };
  }
  // A list of one is a list all the same: nobody would know which file the next message meant.
  if (!isJsonObject(value)) return { thumbnail };
  const body = historyContent(value)?.body ?? value;
  return thumbnail && body["type"] === "video" ? filmThumbnail(body, issues) : { ...factsIn(body), thumbnail };
}

function factsIn(body: JsonObject): Omit<Reference, "thumbnail"> {
  const { uuid, url, secret, filename, file_name: fileName, mimeType } = body;
  return { uuid, url, secret, filename: filename ?? fileName, mimeType };
}

/** One of the vendor's pages calls it `thumbnail`, all others `thumb`. */
function filmThumbnail(body: JsonObject, issues: Issue[]): Reference | undefined {
  const { thumb, thumbnail, thumb_secret: secret } = body;
  const url = thumb ?? thumbnail;
  if (isGiven(url)) return { url, secret, thumbnail: false };
  issues.push({ path: "file.thumb", problem: "required" });
  return undefined;
}

/** The address before the UUID: it tells whether the file is this app's. */
function nameOf(
  { uuid, url }: Reference,
  value: unknown,
  filesUrl: string,
  issues: Issue[],
): { readonly uuid: string; readonly secret?: string } | undefined {
  const address = typeof url === "string" ? readFileAddress(url.trim(), filesUrl) : "not-a-chat-file";
  if (typeof address === "object") return address;
  if (address === "other-app-file") issues.push({ path: "file", problem: address });
  else if (typeof uuid === "string" && isFileUuid(uuid.trim())) return { uuid: uuid.trim() };
  else issues.push({ path: "file", problem: address, params: { found: kindOf(value) } });
  return undefined;
}

/** The first that is given. It travels in a header, so what no header takes cannot be right. */
function secretIn(candidates: readonly unknown[], issues: Issue[]): string | undefined {
  const secret = candidates.find(isGiven);
  if (secret === undefined) return undefined;
  if (typeof secret !== "string")
    issues.push({ path: "secret", problem: "not-text", params: { found: kindOf(secret) } });
  else if (!/^[\x21-\x7e]+$/.test(secret.trim())) issues.push({ path: "secret", problem: "secret-refused" });
  else return secret.trim();
  return undefined;
}
