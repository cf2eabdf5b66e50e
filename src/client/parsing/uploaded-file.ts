import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";
import { isGiven } from "./rule";

/** What the upload node gives, and what sending and downloading take as a file. */
export interface UploadedFile {
  readonly uuid: string;
  readonly url: string;
  /** `null` where the service gave none. */
  readonly secret: string | null;
  readonly filename: string;
  readonly bytes: number;
  readonly mimeType: string;
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

/** Whether something looks like an {@link UploadedFile}. What it says is checked with the body that it becomes. */
export function isUploadedFile(value: unknown): value is JsonObject {
  return isJsonObject(value) && typeof value["url"] === "string" && typeof value["uuid"] === "string";
}

/** Kinds of messages that carry a file. */
export type FileMessageType = "img" | "audio" | "video" | "file";

/** The words of a message's body that an uploaded file fills in. */
export function factsOfFile(file: JsonObject, type: FileMessageType): JsonObject {
  const { url, secret, filename, bytes, width, height, seconds } = file;
  const isTimed = type === "audio" || type === "video";
  return {
    url,
    ...(isGiven(secret) ? { secret } : {}),
    ...(isGiven(filename) ? { filename } : {}),
    ...(isGiven(bytes) ? { file_length: bytes } : {}),
    ...(type === "img" && isGiven(width) && isGiven(height) ? { size: { width, height } } : {}),
    ...(isTimed && isGiven(seconds) ? { length: seconds } : {}),
  };
}

/** The kind of message that suits a file: a picture as `img`, and so on; anything else as `file`. */
export function messageTypeOfFile(file: JsonObject): FileMessageType {
  const family = typeof file["mimeType"] === "string" ? file["mimeType"].split("/")[0] : "";
  return family === "image" ? "img" : family === "audio" || family === "video" ? family : "file";
}
