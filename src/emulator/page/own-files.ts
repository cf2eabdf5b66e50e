/** Files that this emulator keeps: the page shows them from its own routes, which ask for neither token nor secret. */
import type { App } from "./message";

/** Where the page gets a file from. */
export interface OwnFile {
  readonly url: string;
  /** The small picture that the service makes of a picture. */
  readonly thumbnailUrl: string;
}

/** Finds the file behind an address out of a message; `undefined` for addresses that lead elsewhere. */
export type OwnFiles = (address: string) => OwnFile | undefined;

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * @param app `undefined` until the emulator has said which app it plays
 * @param pageUrl the page's own address: behind a forwarded port it is not the one that the emulator knows
 */
export function createOwnFiles(app: () => App | undefined, pageUrl: string): OwnFiles {
  return (address) => {
    const known = app();
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!known || !url || ![pageUrl, known.url].some((own) => sameServer(url, own))) return undefined;
    const [, org, name, uuid] = /^\/([^/]+)\/([^/]+)\/chatfiles\/([\da-f-]{36})$/i.exec(url.pathname) ?? [];
    if (uuid === undefined || `${org}#${name}` !== known.appKey) return undefined;
    return { url: `/files/${uuid}`, thumbnailUrl: `/files/${uuid}?thumbnail` };
  };
}

/** One server on this machine has several names. */
function sameServer(url: URL, own: string): boolean {
  if (!URL.canParse(own)) return false;
  const { protocol, port, hostname, origin } = new URL(own);
  if (url.origin === origin) return true;
  return url.protocol === protocol && url.port === port && loopback.test(url.hostname) && loopback.test(hostname);
}
