/** The look of a list of recipients inside a typed input. */
export const recipientStyle = `
.red-ui-editor .agora-chat-dialog .agora-chat-recipients { height: auto; min-height: 34px; }
.agora-chat-recipients > .red-ui-typedInput-type-select { display: inline-flex; align-items: center; height: auto; min-height: 32px; align-self: stretch; }
.agora-chat-recipients > .red-ui-typedInput-type-select > .red-ui-typedInput-type-label { display: inline-flex; align-items: center; align-self: stretch; height: auto; }
.agora-chat-recipients > .red-ui-typedInput-input-wrap { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; width: 0; min-width: 0; max-height: 156px; padding: 0 4px; overflow-y: auto; background: var(--red-ui-form-input-background); }
.red-ui-editor .agora-chat-recipients > .red-ui-typedInput-input-wrap > input.red-ui-typedInput-input { flex: 1 1 56px; width: auto; min-width: 0; }
.red-ui-editor .agora-chat-recipient-list { display: contents; margin: 0; padding: 0; list-style: none; }
.red-ui-editor .agora-chat-recipient-list > li { display: inline-flex; align-items: center; max-width: 100%; margin: 3px 0; box-sizing: border-box; line-height: 22px; color: var(--red-ui-form-text-color); background: var(--red-ui-secondary-background-selected); border: 1px solid var(--red-ui-secondary-border-color); border-radius: 12px; }
.agora-chat-recipient-list > li > :first-child { min-width: 0; padding: 0 2px 0 9px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.red-ui-editor .agora-chat-recipient-list > li > code { font-size: 12px; color: inherit; background: none; border: 0; }
.red-ui-editor .agora-chat-recipient-list > li > button { flex: none; width: 22px; height: 22px; padding: 0; line-height: 20px; font-size: 11px; text-align: center; color: var(--red-ui-form-text-color); background: none; border: 0; border-radius: 11px; }
.red-ui-editor .agora-chat-recipient-list > li > button:hover { background: var(--red-ui-secondary-background-hover); }
.red-ui-editor .agora-chat-recipient-list > li > button:focus-visible { outline: 2px solid var(--red-ui-form-input-focus-color); outline-offset: -1px; }
.red-ui-editor .agora-chat-recipient-list > li[data-problem] { color: var(--red-ui-text-color-error); border-color: var(--red-ui-form-input-border-error-color); }
.agora-chat-recipient-list > li[data-problem="gap"] > span { font-style: italic; }
.agora-chat-recipient-list > .agora-chat-repeated > :first-child { text-decoration: line-through; }
.red-ui-editor .agora-chat-recipient-list:not([hidden]) + input::placeholder { color: transparent; }
.agora-chat-recipients-told:empty { display: none; }
`;
