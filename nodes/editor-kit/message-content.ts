import { isUploadedFile } from "../../src/client/parsing/uploaded-file";
import type { KnownBody } from "./message-body";
import { messageValue, piecesOf, wordsOf } from "./message-value";
import type { FieldValue, Piece, SavedFields } from "./message-value";
import { pictureSource } from "./picture-source";
import type { PictureSource } from "./picture-source";

/** What is in a bubble; a list of pieces is empty where nothing was given. */
export type MessageContent =
  | { readonly kind: "txt"; readonly text: readonly Piece[] }
  | { readonly kind: "img"; readonly picture: PictureSource; readonly name: readonly Piece[] }
  | { readonly kind: "audio"; readonly length: readonly Piece[]; readonly seconds?: number }
  | {
      readonly kind: "video";
      readonly picture: PictureSource;
      readonly name: readonly Piece[];
      readonly length: readonly Piece[];
      readonly seconds?: number;
    }
  | { readonly kind: "file"; readonly name: readonly Piece[]; readonly bytes?: number }
  | {
      readonly kind: "loc";
      readonly address: readonly Piece[];
      readonly lat: readonly Piece[];
      readonly lng: readonly Piece[];
    }
  | { readonly kind: "cmd"; readonly action: readonly Piece[] }
  | {
      readonly kind: "custom";
      readonly event: readonly Piece[];
      readonly details: readonly (readonly [string, string])[];
      readonly source: readonly Piece[];
    }
  /** One that says its type when it comes. */
  | { readonly kind: "any"; readonly source: readonly Piece[] };

/** Reads what the phone will show from the dialog's fields. */
export function messageContent(saved: SavedFields, body: KnownBody | undefined): MessageContent {
  if (saved["messageType"] === "any") {
    if (body === undefined) return { kind: "any", source: piecesOf(messageValue(saved, "body")) };
    return contentOf(body.type, (field) => known(body.fields[field]));
  }
  const names: Readonly<Record<string, string>> = { msg: "text", url: "file", thumb: "thumbnail" };
  return contentOf(String(saved["messageType"]), (field) => messageValue(saved, names[field] ?? field));
}

function contentOf(type: string, read: (field: string) => FieldValue): MessageContent {
  const pieces = (field: string): readonly Piece[] => piecesOf(read(field));
  switch (type) {
    case "img":
      return { kind: "img", picture: pictureOf(read("url")), name: nameOf(read) };
    case "audio":
      return { kind: "audio", ...lengthOf(read) };
    case "video":
      return { kind: "video", picture: pictureOf(read("thumb")), name: nameOf(read), ...lengthOf(read) };
    case "file": {
      const bytes = factOf(read("url"), "bytes") ?? valueOf(read("file_length"));
      return { kind: "file", name: nameOf(read), ...(typeof bytes === "number" ? { bytes } : {}) };
    }
    case "loc":
      return { kind: "loc", address: pieces("addr"), lat: pieces("lat"), lng: pieces("lng") };
    case "cmd":
      return { kind: "cmd", action: pieces("action") };
    case "custom": {
      const details = read("customExts");
      return {
        kind: "custom",
        event: pieces("customEvent"),
        details: Object.entries(detailsOf(valueOf(details))).map(([name, value]) => [name, wordsOf(value)]),
        source: details.state === "later" ? details.pieces : [],
      };
    }
    default:
      return { kind: "txt", text: pieces("msg") };
  }
}

/** The name that the dialog gives, else the one in the file's address or path, else where the file comes from. */
function nameOf(read: (field: string) => FieldValue): readonly Piece[] {
  const own = piecesOf(read("filename"));
  if (own.length > 0) return own;
  const file = read("url");
  if (file.state !== "known") return piecesOf(file);
  const { value } = file;
  if (isUploadedFile(value)) return [{ text: wordsOf(value["filename"] ?? "") }];
  const [, kind] = /^data:([\w.+-]+\/[\w.+-]+)/i.exec(String(value)) ?? [];
  if (kind !== undefined) return [{ text: kind }];
  const path = String(value).replace(/[?#].*$/, "");
  return [{ text: decoded(path.split(/[\\/]/).pop() || path) }];
}

function lengthOf(read: (field: string) => FieldValue): { length: readonly Piece[]; seconds?: number } {
  const length = read("length");
  const seconds = Number(valueOf(length) ?? factOf(read("url"), "seconds") ?? NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return { length: [], seconds: Math.ceil(seconds) };
  return { length: length.state === "later" ? length.pieces : [] };
}

function pictureOf(value: FieldValue): PictureSource {
  const { url } = isUploadedFile(valueOf(value)) ? (valueOf(value) as { url: string }) : { url: valueOf(value) };
  return typeof url === "string" ? pictureSource(url) : { kind: "none" };
}

function factOf(value: FieldValue, name: string): unknown {
  const file = valueOf(value);
  return isUploadedFile(file) ? file[name] : undefined;
}

function detailsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function valueOf(value: FieldValue): unknown {
  return value.state === "known" ? value.value : undefined;
}

function known(value: unknown): FieldValue {
  return value === undefined ? { state: "none" } : { state: "known", value };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
