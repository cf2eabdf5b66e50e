/**
 * When a row or a hint is shown: `"messageType:img video"` while the fact `messageType`, which the dialog's script tells
 * (`nodes/editor-kit/show-rows.ts`), is one of the two.
 */
export type Condition = `${string}:${string}`;
