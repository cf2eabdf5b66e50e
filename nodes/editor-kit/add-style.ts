/** Adds a style sheet to the page, once. Only colours of Node-RED's own belong in it, so that themes carry over. */
export function addStyle(id: string, sheet: string): void {
  if (document.getElementById(id) !== null) return;
  $("<style>", { id }).text(sheet).appendTo(document.head);
}
