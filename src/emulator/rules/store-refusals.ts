/** The refusals of the object store that keeps the history files. The service's documents do not speak of it: all are our choice. */
import type { Refusal } from "./refusal";

/** An Authorization header besides the link's own signature. */
export const twoWaysToSignIn: Refusal = {
  status: 400,
  error: "InvalidArgument",
  description:
    "Only one auth mechanism allowed; only the Signature query string parameter or the Authorization header should be specified",
  xml: true,
};

/** The link's signature is none of this store's. */
export const linkForged: Refusal = {
  status: 403,
  error: "SignatureDoesNotMatch",
  description: "The request signature we calculated does not match the signature you provided.",
  xml: true,
};

/** The link's half hour is over. */
export const linkExpired: Refusal = {
  status: 403,
  error: "AccessDenied",
  description: "Request has expired.",
  xml: true,
};

/** A good link, but the file is not there (any more). */
export const noSuchKey: Refusal = {
  status: 404,
  error: "NoSuchKey",
  description: "The specified key does not exist.",
  xml: true,
};

/** Anything but GET. */
export const storeMethodNotAllowed: Refusal = {
  status: 405,
  error: "MethodNotAllowed",
  description: "The specified method is not allowed against this resource.",
  xml: true,
};
