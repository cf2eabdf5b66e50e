/**
 * Verifies a token, the app's or a user's, made from an app id and an app certificate (Agora's AccessToken2, "007"): written from the format's
 * description, sharing nothing with the library that builds such tokens.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";

/** What a 007 token turned out to be. `foreign`: well formed, but of another app or signed with another certificate. */
export type AppTokenVerdict =
  | {
      readonly verdict: "accepted";
      readonly owner: "app" | "user";
      readonly issuedAtSeconds: number;
      readonly endsAtSeconds: number;
    }
  | { readonly verdict: "corrupt" | "foreign" | "expired" };

/** Tokens live at most a day, whatever they say. */
const longestLifeSeconds = 86_400;
const longestTokenCharacters = 4096;
const longestContentBytes = 4096;
const chatServiceType = 5;
const userPrivilege = 1;
const appPrivilege = 2;

/** Never throws. `nowMs` is epoch milliseconds. */
export function verifyAppToken(
  token: string,
  app: { readonly appId: string; readonly appCertificate: string },
  nowMs: number,
): AppTokenVerdict {
  const content = unpack(token);
  const parsed = content && parse(content);
  if (!parsed) return { verdict: "corrupt" };
  const { signature, signedBytes, appId, issuedAtSeconds, lifeSeconds, salt, privileges } = parsed;

  if (appId !== app.appId) return { verdict: "foreign" };
  const expected = sign(signedBytes, app.appCertificate, issuedAtSeconds, salt);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return { verdict: "foreign" };

  const owner = privileges.has(appPrivilege) ? "app" : "user";
  const privilegeSeconds = privileges.get(owner === "app" ? appPrivilege : userPrivilege);
  if (privilegeSeconds === undefined) return { verdict: "foreign" };
  const endsAtSeconds = issuedAtSeconds + Math.min(lifeSeconds, privilegeSeconds, longestLifeSeconds);
  if (nowMs > endsAtSeconds * 1000) return { verdict: "expired" };
  return { verdict: "accepted", owner, issuedAtSeconds, endsAtSeconds };
}

function unpack(token: string): Buffer | undefined {
  if (token.length > longestTokenCharacters || !/^007[A-Za-z0-9+/]+={0,2}$/.test(token)) return undefined;
  try {
    return inflateSync(Buffer.from(token.slice(3), "base64"), { maxOutputLength: longestContentBytes });
  } catch {
    return undefined;
  }
}

interface ParsedToken {
  readonly signature: Buffer;
  readonly signedBytes: Buffer;
  readonly appId: string;
  readonly issuedAtSeconds: number;
  readonly lifeSeconds: number;
  readonly salt: number;
  readonly privileges: ReadonlyMap<number, number>;
}

function parse(content: Buffer): ParsedToken | undefined {
  try {
    const read = createReader(content);
    const signature = read.bytes();
    const signedBytes = content.subarray(read.position());
    const appId = read.bytes().toString("latin1");
    const issuedAtSeconds = read.uint32();
    const lifeSeconds = read.uint32();
    const salt = read.uint32();
    const serviceCount = read.uint16();
    // Only the chat service's layout is described, so a token that begins with another service cannot be read.
    if (serviceCount < 1 || read.uint16() !== chatServiceType) return undefined;
    const privileges = new Map<number, number>();
    for (let left = read.uint16(); left > 0; left -= 1) privileges.set(read.uint16(), read.uint32());
    read.bytes(); // the user's id, empty in an app token
    return { signature, signedBytes, appId, issuedAtSeconds, lifeSeconds, salt, privileges };
  } catch {
    return undefined; // ran past the end
  }
}

/** Reads little-endian integers and length-prefixed strings in order; throws a RangeError past the end. */
function createReader(content: Buffer) {
  let at = 0;
  const step = (bytes: number): number => {
    const from = at;
    at += bytes;
    if (at > content.length) throw new RangeError("past the end");
    return from;
  };
  const uint16 = (): number => content.readUInt16LE(step(2));
  return {
    position: () => at,
    uint16,
    uint32: () => content.readUInt32LE(step(4)),
    bytes: () => {
      const length = uint16();
      const from = step(length);
      return content.subarray(from, from + length);
    },
  };
}

function sign(signedBytes: Buffer, appCertificate: string, issuedAtSeconds: number, salt: number): Buffer {
  const byTime = hmac(uint32Bytes(issuedAtSeconds), Buffer.from(appCertificate, "latin1"));
  const bySalt = hmac(uint32Bytes(salt), byTime);
  return hmac(bySalt, signedBytes);
}

function hmac(key: Buffer, message: Buffer): Buffer {
  return createHmac("sha256", key).update(message).digest();
}

function uint32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
