import type { NodeAPI } from "node-red";
import { refuseCallback } from "../../src/callbacks/callback-answer";
import { kindOfThrown } from "../node-kit/as-chat-error";
import type { AnswerRequest } from "./callback-router";

/**
 * Puts what the setting `httpNodeMiddleware` says before the answers to a path, as Node-RED's own http in node does: a
 * function, or a list of them. What fails in there is answered 500.
 *
 * @param onFailed takes what may be told of the failure
 */
export function behindMiddleware(
  { settings }: NodeAPI,
  answer: AnswerRequest,
  onFailed: (kind: string) => void,
): AnswerRequest {
  const { httpNodeMiddleware } = settings as { httpNodeMiddleware?: unknown };
  const middleware = [httpNodeMiddleware].flat(10).filter((each) => typeof each === "function") as AnswerRequest[];
  return middleware.reduceRight<AnswerRequest>(
    (inner, outer) => (request, response, next) => {
      const goOn = (error?: unknown): void => {
        if (error === undefined || error === null) {
          inner(request, response, next);
          return;
        }
        onFailed(kindOfThrown(error));
        refuseCallback(response, 500);
      };
      try {
        outer(request, response, goOn);
      } catch (error) {
        goOn(error);
      }
    },
    answer,
  );
}
