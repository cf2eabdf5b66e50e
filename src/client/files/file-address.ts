/** A file as its address names it. */
export interface FileAddress {
  readonly uuid: string;
  /** From the address's query. */
  readonly secret?: string;
}

/** Names that the service gives to files; never a way out of their folder. */
const nameOfFile = /^[\w-]{1,64}$/;

/**
 * Reads the address of a file that lies with the service. Any host will do, because the service has several for one app, and a
 * path that ends in `/{org}/{app}/chatfiles/{uuid}`.
 *
 * @param filesUrl where the own app's files lie
 * @returns the problem where it is no such address, or another app's
 */
export function readFileAddress(text: string, filesUrl: string): FileAddress | "not-a-chat-file" | "other-app-file" {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return "not-a-chat-file";
  const { pathname, searchParams } = new URL(text);
  const segments = pathname.split("/").filter((segment) => segment !== "");
  const uuid = segments.pop() ?? "";
  const [org, app, folder] = segments.slice(-3);
  if (folder !== "chatfiles" || org === undefined || !nameOfFile.test(uuid)) return "not-a-chat-file";
  const own = new URL(filesUrl).pathname.split("/").slice(-3);
  if (`${org}/${app ?? ""}`.toLowerCase() !== own.slice(0, 2).join("/").toLowerCase()) return "other-app-file";
  const secret = searchParams.get("share-secret") ?? "";
  return secret === "" ? { uuid } : { uuid, secret };
}

/** Whether a text is a file's name with the service by itself, without an address: a UUID. */
export function isFileUuid(text: string): boolean {
  return /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(text);
}
