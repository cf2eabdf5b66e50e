import { addStyle } from "./add-style";

/**
 * Lets our help pages fit into the sidebar. Node-RED keeps code in one line and makes tables wider than its sidebar is at
 * first, so that all of a page would have to be moved to and fro to be read. Ours are told by their link to the examples; a
 * browser that does not know `:has` shows them as Node-RED does.
 */
export function addHelpStyle(): void {
  addStyle("agora-chat-help-style", style);
}

const style = `
.red-ui-help:has(a[href="#agora-chat-examples"]) code { white-space: normal; overflow-wrap: break-word; }
.red-ui-help:has(a[href="#agora-chat-examples"]) table { min-width: 0; }
/* The longest code leaves room for what is to be done about it. */
.red-ui-help:has(a[href="#agora-chat-examples"]) td code { font-size: 0.85em; }
.red-ui-help:has(a[href="#agora-chat-examples"]) td:last-child { overflow-wrap: anywhere; }
`;
