/**
 * A user's, group's or room's id alone. Some callbacks name it by its whole address inside the service:
 * `{org}#{app}_{id}@easemob.com/{device}`; no id has a `#`, an `@` or a `/` in it.
 *
 * @param appKey as the callback says it; without it the app's name is taken to end at the first `_`
 * @returns `undefined` where it is none
 */
export function plainId(value: unknown, appKey?: unknown): string | undefined {
  // A number has lost digits perhaps, and is the best there is.
  const whole = typeof value === "number" ? String(value) : value;
  if (typeof whole !== "string") return undefined;
  // Most are.
  if (!/[#@/]/.test(whole)) return whole === "" ? undefined : whole;
  const name = whole.includes("#") ? withoutApp(whole, appKey) : whole;
  const id = /^[^@/]*/.exec(name)?.[0] ?? "";
  return id === "" ? undefined : id;
}

function withoutApp(address: string, appKey: unknown): string {
  if (typeof appKey === "string" && address.startsWith(`${appKey}_`)) return address.slice(appKey.length + 1);
  return address.replace(/^[^#]*#[^_@/]*_?/, "");
}
