import { isEnvReference } from "./is-env-reference";

/** A part of what a field will say: written in the dialog, or the name of where it comes from. */
export type Piece = { readonly text: string } | { readonly name: string };

/** What is known of a field's value before a message comes. */
export type FieldValue =
  | { readonly state: "none" }
  | { readonly state: "known"; readonly value: unknown }
  | { readonly state: "later"; readonly pieces: readonly Piece[] };

/** A node's properties as they are saved: `text` and `textType`. */
export type SavedFields = Readonly<Record<string, unknown>>;

/** Longer expressions are cut: the name is to be recognised, not read. */
const mostCharacters = 48;

const none = { state: "none" } as const;

/** Reads a typed field. What cannot be read at all is none: its own rule says what is wrong with it. */
export function messageValue(saved: SavedFields, property: string): FieldValue {
  const { [property]: written, [`${property}Type`]: type = "str" } = saved;
  if (typeof written === "number") return { state: "known", value: written };
  if (typeof written !== "string" || written === "") return none;
  if (isEnvReference(written)) return later({ name: written });
  switch (type) {
    case "str":
      return { state: "known", value: written };
    case "num":
      return Number.isFinite(Number(written)) ? { state: "known", value: Number(written) } : none;
    case "json":
      return parsed(written);
    case "env":
      return { state: "later", pieces: envPieces(written) };
    case "msg":
    case "flow":
    case "global":
      // A context's store may stand before the key.
      return later({ name: `${type}.${written.replace(/^#:\(.*?\)::/, "")}` });
    case "bin":
      return later({ name: "Buffer" });
    default:
      return later({ name: cut(written.trim().replace(/\s+/g, " ")) });
  }
}

/** What a field will say, to be shown; `[]` where it says nothing. */
export function piecesOf(value: FieldValue): readonly Piece[] {
  if (value.state === "later") return value.pieces;
  if (value.state === "none") return [];
  const { value: known } = value;
  return [{ text: wordsOf(known) }];
}

/** A value as text: what is no text, in JSON. */
export function wordsOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function later(piece: Piece): FieldValue {
  return { state: "later", pieces: [piece] };
}

function parsed(json: string): FieldValue {
  try {
    const value: unknown = JSON.parse(json);
    return value === null ? none : { state: "known", value };
  } catch {
    return none;
  }
}

/** A variable by its name, or a text with several in it: `Tank ${TANK} is empty`. */
function envPieces(written: string): readonly Piece[] {
  if (!written.includes("${")) return [{ name: `\${${written}}` }];
  return written
    .split(/(\$\{[^}]*\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("${") ? { name: part } : { text: part }));
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`;
}
