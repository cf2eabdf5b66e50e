import type { NodeAPI } from "node-red";
import { refuseCallback } from "../../src/callbacks/callback-answer";
import { kindOfThrown } from "../node-kit/as-chat-error";
import type { AnswerRequest } from "./callback-router";

/** Somebody else's: it may return a promise. */
type Middleware = (...request: Parameters<AnswerRequest>) => unknown;

/** What Express takes for no error: the request is to be left to whoever comes behind. */
const leavingWords: readonly unknown[] = ["route", "router"];

/**
 * Puts what the setting `httpNodeMiddleware` says before the answers to a path, as Node-RED's own http in node does: a
 * function, or a list of them. What fails in there is answered 500. Each goes on once, and a promise that it returns may be
 * rejected.
 *
 * @param onFailed takes what may be told of the failure
 */
export function behindMiddleware(
  { settings }: NodeAPI,
  answer: AnswerRequest,
  onFailed: (kind: string) => void,
): AnswerRequest {
  const { httpNodeMiddleware } = settings as { httpNodeMiddleware?: unknown };
  const middleware = [httpNodeMiddleware].flat(10).filter((each) => typeof each === "function") as Middleware[];
  return middleware.reduceRight<AnswerRequest>(
    (inner, outer) => (request, response, next) => {
      let hasGoneOn = false;
      let hasFailed = false;
      const fail = (error: unknown): void => {
        if (!hasFailed) onFailed(kindOfThrown(error));
        hasFailed = true;
        // What has gone on is answered there.
        if (!hasGoneOn) refuseCallback(response, 500);
        hasGoneOn = true;
      };
      const goOn = (error?: unknown): void => {
        if (hasGoneOn) return;
        if (error && !leavingWords.includes(error)) {
          fail(error);
          return;
        }
        hasGoneOn = true;
        if (error) next(error);
        else inner(request, response, next);
      };
      try {
        // Rejected, and heard by nobody, it would end Node-RED.
        Promise.resolve(outer(request, response, goOn)).catch(fail);
      } catch (error) {
        fail(error);
      }
    },
    answer,
  );
}
