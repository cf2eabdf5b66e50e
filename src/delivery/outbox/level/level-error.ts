/** What LevelDB says where the system told it no more than a sentence; of glibc, musl and Windows. */
const sentences: readonly (readonly [code: string, sentence: RegExp])[] = [
  ["ENOSPC", /no space left|not enough space/i],
  ["EDQUOT", /quota exceeded/i],
  ["EROFS", /read-only file system/i],
  ["EACCES", /permission denied|access is denied/i],
  ["EPERM", /operation not permitted/i],
  ["EFBIG", /file too large/i],
  ["EMFILE", /too many open files|no file descriptors/i],
  ["ENOENT", /no such file|cannot find the (?:file|path)/i],
];

/**
 * What failed in classic-level, with Node.js's own `code`: that of the system where LevelDB tells it, else `EIO`. Its own
 * `LEVEL_LOCKED` and `LEVEL_CORRUPTION` stay.
 */
export function levelError(thrown: unknown): Error & { readonly code: string } {
  const cause = causeOf(thrown);
  const { code = "", message } = cause;
  const known = code === "LEVEL_LOCKED" || code === "LEVEL_CORRUPTION" ? code : undefined;
  const found = sentences.find(([, sentence]) => sentence.test(message))?.[0];
  return Object.assign(new Error("LevelDB could not read or write", { cause }), { code: known ?? found ?? "EIO" });
}

/** abstract-level wraps what happened when it opened. */
function causeOf(thrown: unknown): NodeJS.ErrnoException {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return error.cause instanceof Error ? causeOf(error.cause) : error;
}
