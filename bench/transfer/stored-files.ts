/** The names under which the service has files to download. */
export const uuids = {
  large: "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b",
  small: "b4dae3f1-91c5-11ee-9f10-cb1d2e3f4a5b",
} as const;

/** Of the large one: as much as the service takes. */
export const largeBytes = 10 * 1024 * 1024;

/** Of the small one. */
export const smallBytes = 1024;

/** What is in a file: the same each time, and of no known kind. */
export function fileContent(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let place = 0; place < length; place += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE(state, place);
  }
  return bytes;
}
