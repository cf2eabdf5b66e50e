import type { IncomingMessage, ServerResponse } from "node:http";
import type { NodeAPI } from "node-red";
import { beforeParsers } from "./before-parsers";

/** What answers the requests for one path. */
export type AnswerRequest = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/** Hands a request on to whoever comes behind; an error, to whoever answers those. */
export type Next = (error?: unknown) => void;

/** Somebody who wants to answer for a path. */
export interface Claim {
  readonly path: string;
  readonly answer: AnswerRequest;
  /** Called when nobody answers for it any more who came before. */
  readonly onGranted: () => void;
}

/** Who answers for which path. */
export interface CallbackRouter {
  /**
   * Claims a path: the first who does answers, the others wait.
   *
   * @returns whether it is the first; and what gives the path up
   */
  claim(claim: Claim): { readonly granted: boolean; readonly release: () => void };
}

/** One for each of Node-RED's servers of flows: it is mounted once, and never taken away. */
const routers = new WeakMap<object, CallbackRouter>();

/** The router of Node-RED's server of flows; mounted when it is first asked for. */
export function callbackRouter({ httpNode }: NodeAPI): CallbackRouter {
  const known = routers.get(httpNode);
  if (known !== undefined) return known;
  const claims = new Map<string, readonly Claim[]>();
  httpNode.use((request, response, next) => {
    const [first] = claims.get(pathOf(request.url)) ?? [];
    // A path that nobody claims any more is Node-RED's own to answer: 404.
    if (first === undefined) next();
    else first.answer(request, response, next);
  });
  beforeParsers(httpNode, (path) => claims.has(pathOf(path)));
  const router: CallbackRouter = {
    claim(claim) {
      const { path } = claim;
      const before = claims.get(path) ?? [];
      claims.set(path, [...before, claim]);
      return { granted: before.length === 0, release: () => release(claims, claim) };
    },
  };
  routers.set(httpNode, router);
  return router;
}

function release(claims: Map<string, readonly Claim[]>, claim: Claim): void {
  const all = claims.get(claim.path) ?? [];
  const left = all.filter((each) => each !== claim);
  if (left.length === 0) claims.delete(claim.path);
  else claims.set(claim.path, left);
  if (all[0] === claim) left[0]?.onGranted();
}

/**
 * Without what is asked for, and without slashes at the end. Not by a pattern: everybody may ask, and one of ten thousand
 * slashes would take it a tenth of a second.
 */
function pathOf(url: string): string {
  const query = url.indexOf("?");
  let end = query < 0 ? url.length : query;
  while (end > 0 && url[end - 1] === "/") end -= 1;
  return url.slice(0, end);
}
