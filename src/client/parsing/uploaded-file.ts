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

/** The words of a message's body that an uploaded file fills in. */
export function factsOfFile(file: JsonObject): JsonObject {
  const { url, secret, filename, bytes, width, height, seconds } = file;
  return {
    url,
    ...(isGiven(secret) ? { secret } : {}),
    ...(isGiven(filename) ? { filename } : {}),
    ...(isGiven(bytes) ? { file_length: bytes } : {}),
    ...(isGiven(width) && isGiven(height) ? { size: { width, height } } : {}),
    ...(isGiven(seconds) ? { length: seconds } : {}),
  };
}

/** The kind of message that suits a file: a picture as `img`, and so on; anything else as `file`. */
export function messageTypeOfFile(file: JsonObject): "img" | "audio" | "video" | "file" {
  const family = typeof file["mimeType"] === "string" ? file["mimeType"].split("/")[0] : "";
  return family === "image" ? "img" : family === "audio" || family === "video" ? family : "file";
}
