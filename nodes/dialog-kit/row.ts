/** What the ids of a dialog's fields begin with: Node-RED looks for them there. */
export type IdPrefix = "node-input" | "node-config-input";

/** A row of a dialog, or another part of it; gives its HTML. */
export type Row = (prefix: IdPrefix) => string;
