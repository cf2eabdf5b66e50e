/** The look of the outbox in the dialog, beside that of all dialogs. */
export const outboxStyle = `
.agora-chat-outbox { margin: 4px 0 8px; padding-top: 4px; }
.red-ui-editor .agora-chat-outbox-heading { margin: 8px 0 6px; font-size: 13px; line-height: 18px; font-weight: bold; color: var(--red-ui-form-text-color); outline: none; }
.red-ui-editor .agora-chat-outbox-counts { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 0; list-style: none; }
.agora-chat-outbox-counts strong { font-size: 18px; line-height: 24px; font-variant-numeric: tabular-nums; }
.agora-chat-outbox-counts .agora-chat-none, .agora-chat-outbox-counts span { color: var(--agora-chat-quiet); }
.agora-chat-outbox-counts .agora-chat-none strong { font-weight: normal; }
.agora-chat-outbox .agora-chat-hint:empty { display: none; }
.agora-chat-outbox .agora-chat-advice { white-space: pre-line; }
.agora-chat-outbox-buttons { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
.red-ui-editor .agora-chat-outbox-buttons > button { height: auto; padding: 3px 8px; font-size: 12px; line-height: 16px; }
.agora-chat-outbox[aria-busy="true"] button { opacity: 0.6; cursor: progress; }
.red-ui-editor .agora-chat-parked { margin: 10px 0 0; padding: 0; list-style: none; }
.agora-chat-parked > li { padding: 10px 0; border-top: 1px solid var(--red-ui-secondary-border-color); overflow-wrap: anywhere; }
.agora-chat-parked > li > * { width: 0; min-width: 100%; }
.agora-chat-parked-title { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
.agora-chat-parked-title > span::first-letter { text-transform: uppercase; }
.agora-chat-parked time, .agora-chat-parked-why { font-size: 12px; line-height: 1.4; color: var(--agora-chat-quiet); }
.agora-chat-parked q { quotes: "“" "”"; }
.agora-chat-parked-why { display: flex; gap: 6px; margin-top: 2px; }
.agora-chat-parked-why > i { margin-top: 2px; }
.agora-chat-to-decide { color: var(--red-ui-text-color-error); font-size: 12px; }
`;
