import { addStyle } from "./add-style";

/** Adds the look of our dialogs to the page. */
export function addDialogStyle(): void {
  addStyle("agora-chat-style", style);
}

const style = `
/* What is said beside: lighter than the rest, and yet dark enough to be read. The theme's own is not always (#888 in Node-RED 4). */
.agora-chat-dialog { container: agora-chat-dialog / inline-size; --agora-chat-quiet: color-mix(in srgb, var(--red-ui-secondary-text-color) 65%, var(--red-ui-form-text-color)); }
.red-ui-editor .agora-chat-dialog input::placeholder, .red-ui-editor .agora-chat-dialog textarea::placeholder { color: var(--agora-chat-quiet); opacity: 1; }
.red-ui-editor .agora-chat-dialog .red-ui-button.red-ui-button:not(.disabled):not(:disabled) { color: var(--red-ui-form-text-color) !important; }
.agora-chat-dialog [hidden] { display: none !important; }
.agora-chat-dialog .form-row {
  display: grid;
  grid-template-columns: minmax(90px, 132px) minmax(0, 1fr);
  column-gap: 10px;
  align-items: start;
  margin-bottom: 10px;
}
.red-ui-editor .agora-chat-dialog .form-row > label { width: auto; margin: 0; padding-top: 7px; overflow-wrap: anywhere; }
/* What wraps stays beside the icon. */
.red-ui-editor .agora-chat-dialog .form-row > label:has(> i) { display: flex; align-items: baseline; gap: 7px; }
.agora-chat-dialog .form-row > label > i { flex: none; width: 18px; text-align: center; }
.agora-chat-dialog .form-row > label > span { min-width: 0; }
.red-ui-editor .agora-chat-dialog .agora-chat-rule { margin: 6px 0 16px; border: 0; border-top: 1px solid var(--red-ui-secondary-border-color); }
.agora-chat-control { grid-column: 2; min-width: 0; }
.red-ui-editor .agora-chat-dialog .agora-chat-control > input[type="text"],
.red-ui-editor .agora-chat-dialog .agora-chat-control > select { width: 100%; margin: 0; }
.red-ui-editor .agora-chat-dialog select { min-width: 0; margin: 0; }
.red-ui-editor .agora-chat-dialog .agora-chat-amount > input[type="text"] { width: 9em; max-width: 60%; margin: 0 6px 0 0; }
.agora-chat-amount > span { vertical-align: middle; }
.agora-chat-dialog .agora-chat-check { margin-bottom: 8px; }
.red-ui-editor .agora-chat-dialog .agora-chat-check .agora-chat-control { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: 8px; }
.red-ui-editor .agora-chat-dialog .agora-chat-check label { width: auto; margin: 0; }
.red-ui-editor .agora-chat-dialog .agora-chat-check input { align-self: start; width: auto; margin: 3px 0 0; }
.agora-chat-check .agora-chat-hint { grid-column: 2; }
.agora-chat-dialog select[multiple] { display: none; }
.agora-chat-checklist { display: grid; grid-template-columns: repeat(auto-fill, minmax(92px, 1fr)); gap: 6px 8px; padding-top: 7px; }
.agora-chat-wide .agora-chat-checklist { grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); }
.red-ui-editor .agora-chat-dialog .agora-chat-checklist > label { display: inline-flex; align-items: baseline; gap: 6px; width: auto; margin: 0; }
.red-ui-editor .agora-chat-dialog .agora-chat-checklist input { position: relative; top: 2px; width: auto; margin: 0; }
/* Where there is no room beside the labels, fields stand below them. */
@container agora-chat-dialog (max-width: 380px) {
  .agora-chat-dialog .form-row { grid-template-columns: minmax(0, 1fr); row-gap: 3px; }
  .agora-chat-control { grid-column: 1; }
}
/* Node-RED makes a tray as wide as its content wants to be; running text should wrap instead of asking for more. */
.agora-chat-hint, .agora-chat-problem, .agora-chat-advice, .agora-chat-checklist { width: 0; min-width: 100%; box-sizing: border-box; }
.agora-chat-hint { margin-top: 4px; font-size: 12px; line-height: 1.4; color: var(--agora-chat-quiet); }
.red-ui-editor .agora-chat-hint code { display: block; width: fit-content; margin-top: 4px; padding: 2px 6px; font-size: 12px; color: var(--red-ui-form-text-color); background: var(--red-ui-secondary-background-selected); border: 0; border-radius: 3px; user-select: all; }
.red-ui-editor .agora-chat-warning { margin-top: 6px; padding: 5px 8px; color: var(--red-ui-form-text-color); background: var(--red-ui-secondary-background-selected); border-left: 3px solid var(--red-ui-border-color-warning); }
.agora-chat-variable:empty { display: none; }
/* Node-RED's own sits too high, on a ground of another colour. */
.red-ui-editor .agora-chat-dialog .red-ui-typedInput-value-label:has(.fa-pencil) { display: flex; align-items: center; }
.red-ui-editor .agora-chat-dialog .red-ui-typedInput-value-label-inactive { background: none; color: var(--agora-chat-quiet); }
.red-ui-editor .agora-chat-dialog .agora-chat-reference { color: var(--red-ui-form-text-color); overflow: hidden; text-overflow: ellipsis; }
.red-ui-editor .agora-chat-dialog textarea { width: 100%; min-height: 34px; max-height: 140px; margin: 0; box-sizing: border-box; resize: vertical; field-sizing: content; }
.red-ui-editor .agora-chat-dialog .agora-chat-address { display: flex; align-items: stretch; gap: 6px; width: 0; min-width: 100%; margin-top: 4px; }
.red-ui-editor .agora-chat-address code { flex: 1; min-width: 0; padding: 5px 8px; font-size: 12px; line-height: 1.4; white-space: normal; overflow-wrap: anywhere; color: var(--red-ui-form-text-color); background: var(--red-ui-secondary-background-selected); border: 0; border-radius: 3px; user-select: all; }
.red-ui-editor .agora-chat-address .red-ui-button { height: auto; margin: 0; line-height: 1.4; }
.agora-chat-problem { font-size: 12px; line-height: 1.4; color: var(--red-ui-text-color-error); }
.agora-chat-problem:not(:empty) { margin-top: 4px; }
.agora-chat-heading { margin: 18px 0 10px; font-size: 14px; line-height: 20px; font-weight: bold; color: var(--red-ui-form-text-color); }
.agora-chat-dialog .form-row:first-child, .agora-chat-heading:first-child { margin-top: 0; }
.agora-chat-section { border-top: 1px solid var(--red-ui-secondary-border-color); color: var(--red-ui-form-text-color); }
.agora-chat-heading + .form-row, .agora-chat-section > summary + * { margin-top: 4px; }
.agora-chat-section[open] { padding-bottom: 6px; }
.agora-chat-section:last-child { border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.agora-chat-section > summary { display: flex; align-items: baseline; gap: 8px; padding: 9px 2px; cursor: pointer; list-style: none; border-radius: 4px; }
.agora-chat-section > summary::-webkit-details-marker { display: none; }
/* Behind the slash: what screen readers say of it, nothing. */
.agora-chat-section > summary::before { content: "\\f105"; content: "\\f105" / ""; width: 10px; font: normal 14px/1 FontAwesome; text-align: center; }
.agora-chat-section[open] > summary::before { content: "\\f107"; content: "\\f107" / ""; }
.agora-chat-section > summary:hover { background: var(--red-ui-secondary-background-hover); }
.agora-chat-section > summary:focus-visible { outline: 2px solid var(--red-ui-form-input-focus-color); outline-offset: -2px; }
.agora-chat-count { margin-left: auto; font-size: 12px; color: var(--agora-chat-quiet); }
.agora-chat-section:has(.agora-chat-problem:not(:empty)) .agora-chat-count { color: var(--red-ui-text-color-error); }
.agora-chat-test { margin: 14px 0 18px; color: var(--red-ui-form-text-color); }
.red-ui-editor .agora-chat-steps { margin: 10px 0 0; padding: 0 0 0 2px; list-style: none; }
.agora-chat-steps:empty { display: none; }
.agora-chat-steps > li { display: flex; align-items: baseline; gap: 8px; padding: 2px 0; color: var(--agora-chat-quiet); }
.agora-chat-steps > li > i { width: 14px; text-align: center; }
.agora-chat-steps > li[data-state="ok"], .agora-chat-steps > li[data-state="failed"] { color: var(--red-ui-form-text-color); }
.agora-chat-steps > li[data-state="ok"] > i { color: var(--red-ui-text-color-success); }
.agora-chat-steps > li[data-state="failed"] > i { color: var(--red-ui-text-color-error); }
.agora-chat-heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.agora-chat-advice { margin-top: 8px; scroll-margin-bottom: 16px; padding: 8px 10px; line-height: 1.45; overflow-wrap: anywhere; border-left: 3px solid var(--red-ui-border-color-error); background: var(--red-ui-secondary-background-selected); }
.agora-chat-advice[data-state="ok"] { border-left-color: var(--red-ui-border-color-success); }
.agora-chat-advice:empty { display: none; }
`;
