import { createHash, timingSafeEqual } from "node:crypto";
import * as crypto from "node:crypto";

/** Characters of an MD5 in hexadecimal. */
const signatureLength = 32;

// Made once: they are done with before anybody else has a turn.
const expected = Buffer.alloc(signatureLength);
const compared = Buffer.alloc(signatureLength);

/** In one go where Node.js can (20.12 and later): a third of the time. */
const md5: (text: string) => string =
  typeof crypto.hash === "function"
    ? (text) => crypto.hash("md5", text)
    : (text) => createHash("md5").update(text).digest("hex");

/**
 * Whether a signature is what the service signs a callback with: `MD5(callId + secret + timestamp)` in lower-case
 * hexadecimal, the timestamp in decimal digits (docs.agora.io and doc.easemob.com agree). Takes as long whatever is wrong
 * with it, so that nobody finds it out bit by bit.
 *
 * @param given as it came; anything but text is wrong
 */
export function isSigned(callId: string, secret: string, timestamp: string, given: unknown): boolean {
  const text = typeof given === "string" ? given : "";
  expected.write(md5(`${callId}${secret}${timestamp}`), "latin1");
  compared.fill(0);
  compared.write(text, "latin1");
  const isEqual = timingSafeEqual(expected, compared);
  return isEqual && text.length === signatureLength;
}
