/** One parameter of a header: its name, and its value, quoted or not. */
const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;

/**
 * Reads the file's name in a Content-Disposition header: `filename*` (RFC 5987) before `filename` (RFC 6266). The name is
 * as the other side wrote it, folders and all.
 *
 * @returns `undefined` where it names none
 */
export function filenameInHeader(header: string | undefined): string | undefined {
  const values = new Map<string, string>();
  for (const [, name = "", value = ""] of (header ?? "").matchAll(parameter)) {
    // The first of several, as browsers do.
    if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), unquoted(value.trim()));
  }
  const plain = values.get("filename");
  const name = extendedValue(values.get("filename*")) ?? (plain === undefined ? undefined : utf8(plain));
  return name === "" ? undefined : name;
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1") : value;
}

/** `UTF-8''leaf%20%E2%82%AC.png` */
function extendedValue(value: string | undefined): string | undefined {
  const [, charset = "", encoded = ""] = /^([\w-]+)'[^']*'(.*)$/.exec(value ?? "") ?? [];
  const bytes = encoded.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  if (/^utf-?8$/i.test(charset)) return utf8(bytes);
  return /^iso-8859-1$/i.test(charset) ? bytes : undefined;
}

/** Node.js reads headers byte by byte, as Latin-1; most servers write UTF-8 all the same. */
function utf8(value: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}
