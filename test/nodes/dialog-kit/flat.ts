/** HTML without the line breaks and the indentation between its elements, so that tests read in one line. */
export function flat(html: string): string {
  return html.replace(/\s*\n\s*/g, "").trim();
}
