/** What lets pages of other origins use the service from a browser, as the vendor's web SDK does. */
import { emptyAnswer, type Answer } from "./answer";

/** On every answer of the service. */
export const openToAll: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "content-disposition",
};

const allowedHeaders = [
  "accept",
  "authorization",
  "content-type",
  "restrict-access",
  "share-secret",
  "thumbnail",
  "thumbnail-height",
  "thumbnail-width",
  "x-requested-with",
];

/** The answer to a browser that asks, before the request itself, whether it may. @param methods what the path takes */
export function preflightAnswer(methods: readonly string[]): Answer {
  return emptyAnswer(200, {
    ...openToAll,
    "access-control-allow-methods": [...methods, "OPTIONS"].join(", "),
    "access-control-allow-headers": allowedHeaders.join(", "),
    "access-control-max-age": "600",
  });
}
