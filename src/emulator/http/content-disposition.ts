/** The header that names a file, for names in any script (RFC 6266 and RFC 5987). */

/** @param filename as it was given at the upload; control characters and what quotes would end are replaced */
export function contentDisposition(disposition: "inline" | "attachment", filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
