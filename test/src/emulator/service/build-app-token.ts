/** Builds 007 tokens, also such as no library would. */
import { createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";

/** What a token is made of; all of it can be wrong. */
export interface TokenParts {
  readonly appId: string;
  readonly appCertificate: string;
  readonly issuedAtSeconds: number;
  readonly lifeSeconds?: number;
  readonly salt?: number;
  readonly serviceType?: number;
  /** Seconds by privilege: 1 user, 2 app. */
  readonly privileges?: Readonly<Record<number, number>>;
  readonly userId?: string;
}

/** The token as text. */
export function buildAppToken(parts: TokenParts): string {
  const { signature, signed } = signedParts(parts);
  return packToken(Buffer.concat([text(signature), signed]));
}

/** Any content as a token. */
export function packToken(content: Buffer): string {
  return `007${deflateSync(content).toString("base64")}`;
}

/** The bytes that are signed, and their signature. */
export function signedParts(parts: TokenParts): { readonly signature: Buffer; readonly signed: Buffer } {
  const {
    appId,
    appCertificate,
    issuedAtSeconds,
    lifeSeconds = 3600,
    salt = 4242,
    serviceType = 5,
    userId = "",
  } = parts;
  const privileges = Object.entries(parts.privileges ?? { 2: lifeSeconds });
  const signed = Buffer.concat([
    text(Buffer.from(appId)),
    uint32(issuedAtSeconds),
    uint32(lifeSeconds),
    uint32(salt),
    uint16(1),
    uint16(serviceType),
    uint16(privileges.length),
    ...privileges.flatMap(([key, seconds]) => [uint16(Number(key)), uint32(seconds)]),
    text(Buffer.from(userId)),
  ]);
  const byTime = createHmac("sha256", uint32(issuedAtSeconds)).update(appCertificate).digest();
  const bySalt = createHmac("sha256", uint32(salt)).update(byTime).digest();
  return { signature: createHmac("sha256", bySalt).update(signed).digest(), signed };
}

const text = (bytes: Buffer): Buffer => Buffer.concat([uint16(bytes.length), bytes]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
