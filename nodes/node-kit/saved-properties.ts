/** A node's properties as the flow saved them: names are ours, values are whatever stands in the file. */
export type SavedProperties = Readonly<Record<string, unknown>>;
