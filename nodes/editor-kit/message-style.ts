/** The look of the preview, beside that of all dialogs. */
export const messageStyle = `
.red-ui-editor .agora-chat-preview { margin: 16px 0; color: var(--red-ui-form-text-color); }
.agora-chat-preview-label { padding-top: 7px; line-height: 20px; }
.agora-chat-preview-label > i { width: 18px; margin-right: 3px; text-align: center; }
.agora-chat-phone, .agora-chat-size { contain: inline-size; }
.agora-chat-phone { max-width: 420px; box-sizing: border-box; overflow: hidden; background: var(--red-ui-secondary-background-selected); border: 1px solid var(--red-ui-secondary-border-color); border-radius: 12px; line-height: 1.4; }
.agora-chat-phone-head { display: flex; align-items: center; gap: 8px; min-width: 0; padding: 7px 12px; font-weight: bold; background: var(--red-ui-secondary-background); border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.agora-chat-phone-head > .agora-chat-pieces { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.agora-chat-face { flex: none; width: 24px; height: 24px; line-height: 24px; font-size: 12px; text-align: center; color: #fff; background: #1f7a80; border-radius: 12px; }
.agora-chat-talk { padding: 10px 12px 12px; }
.agora-chat-bubble { position: relative; display: inline-flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; max-width: 100%; min-height: 20px; padding: 7px 11px; box-sizing: border-box; overflow-wrap: anywhere; background: var(--red-ui-secondary-background); border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px 12px 12px 12px; }
.agora-chat-bubble:is([data-kind="txt"], [data-kind="custom"], [data-kind="loc"]) { max-height: 172px; overflow: hidden auto; }
.agora-chat-bubble > .agora-chat-pieces { min-width: 0; white-space: pre-wrap; }
.agora-chat-bubble[data-kind="cmd"], .agora-chat-bubble[data-kind="any"], .agora-chat-bubble[data-kind="custom"] { border-style: dashed; }
.agora-chat-bubble[data-kind="loc"], .agora-chat-bubble[data-kind="custom"] { display: inline-block; min-width: 180px; }
.red-ui-editor .agora-chat-later { padding: 0 5px; font-size: 12px; line-height: 18px; color: var(--red-ui-form-text-color); background: var(--red-ui-secondary-background-selected); border: 1px dashed var(--red-ui-form-text-color); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
.agora-chat-nothing, .agora-chat-aside, .agora-chat-note, .agora-chat-picture-note { font-size: 12px; color: var(--red-ui-form-text-color); opacity: 0.85; }
.agora-chat-aside:empty { display: none; }
.agora-chat-nothing, .agora-chat-note { font-style: italic; }
.agora-chat-note { flex-basis: 100%; }
.agora-chat-named { display: flex; align-items: center; gap: 8px; min-width: 0; }
.agora-chat-named > i { flex: none; font-size: 20px; }
.agora-chat-picture { display: flex; flex-direction: column; align-items: flex-start; gap: 6px; min-width: 0; }
.agora-chat-picture > img { display: block; max-width: 100%; max-height: 180px; border-radius: 6px; }
.red-ui-editor .agora-chat-picture > button { height: auto; white-space: normal; overflow-wrap: anywhere; text-align: left; }
.agora-chat-play { display: inline-flex; align-items: center; gap: 6px; }
.agora-chat-wave { display: inline-flex; align-items: center; gap: 2px; }
.agora-chat-wave > i { width: 2px; background: currentcolor; border-radius: 1px; opacity: 0.6; }
.agora-chat-map { display: flex; align-items: center; justify-content: center; height: 64px; margin: -2px -6px 6px; font-size: 26px; color: #c0392b; background: repeating-linear-gradient(0deg, transparent 0 15px, var(--red-ui-secondary-border-color) 15px 16px), repeating-linear-gradient(90deg, transparent 0 21px, var(--red-ui-secondary-border-color) 21px 22px), var(--red-ui-secondary-background-selected); border-radius: 6px; }
.red-ui-editor .agora-chat-bubble dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; margin: 4px 0; font-size: 13px; }
.red-ui-editor .agora-chat-bubble dt { font-weight: normal; opacity: 0.85; }
.red-ui-editor .agora-chat-bubble dd { margin: 0; }
.agora-chat-push { display: flex; gap: 10px; margin: 8px 8px 0; padding: 8px 10px; overflow-wrap: anywhere; background: var(--red-ui-secondary-background); border: 1px solid var(--red-ui-secondary-border-color); border-radius: 10px; }
.agora-chat-push > i { margin-top: 3px; }
.agora-chat-push + .agora-chat-phone-head, .agora-chat-push-note + .agora-chat-phone-head { margin-top: 8px; border-top: 1px solid var(--red-ui-secondary-border-color); }
.agora-chat-push-note { padding: 8px 12px 0; font-size: 12px; }
.agora-chat-size { max-width: 420px; margin-top: 8px; }
.agora-chat-meter-bar { height: 4px; overflow: hidden; background: var(--red-ui-secondary-border-color); border-radius: 2px; }
.agora-chat-meter-bar > div { height: 100%; background: var(--red-ui-border-color-success); border-radius: 2px; }
.agora-chat-meter[data-state="nearly"] .agora-chat-meter-bar > div { background: var(--red-ui-border-color-warning); }
.agora-chat-meter[data-state="too-large"] .agora-chat-meter-bar > div { background: var(--red-ui-border-color-error); }
.agora-chat-meter-words { margin-top: 4px; font-size: 12px; font-variant-numeric: tabular-nums; }
.agora-chat-meter[data-state="too-large"] + .agora-chat-meter-words { color: var(--red-ui-text-color-error); }
.red-ui-editor .agora-chat-size .agora-chat-warning { border-left-color: var(--red-ui-border-color-error); }
`;
