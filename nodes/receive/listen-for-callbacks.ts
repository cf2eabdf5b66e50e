import type { NodeAPI } from "node-red";
import { createBodyIntake } from "../../src/callbacks/body-intake";
import type { Callback } from "../../src/callbacks/callback";
import { refuseCallback } from "../../src/callbacks/callback-answer";
import { createCallbackDesk } from "../../src/callbacks/callback-desk";
import { isEditorAddress } from "../../src/callbacks/is-editor-address";
import { ChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import type { Issue } from "../../src/client/issue";
import { kindOfThrown } from "../node-kit/as-chat-error";
import { callbackMark } from "../node-kit/callback-holder";
import type { CallbackHolder } from "../node-kit/callback-holder";
import type { Source } from "../node-kit/define-source";
import { behindMiddleware } from "./behind-middleware";
import { callbackRouter } from "./callback-router";
import { createReceiveReport } from "./receive-report";
import { readReceiveSettings } from "./receive-settings";

/** All nodes share its bounds. */
const intake = createBodyIntake(systemClock);

/**
 * Listens at a node's path, and gives the flow what it hears.
 *
 * @returns a function that ends it: what waits for a verdict gets the fallback, what is still on its way is refused
 * @throws `CHAT_NOT_CONFIGURED` where it cannot listen
 */
export function listenForCallbacks(RED: NodeAPI, { node, saved, words, status, warn, fail }: Source): () => void {
  const { path, rules, secretProblem } = readReceiveSettings(saved, node.credentials);
  // Node-RED has no server for flows then.
  if (RED.settings["httpNodeRoot"] === false) throw cannotListen({ path: "path", problem: "http-off" });
  const { httpAdminRoot: editorRoot = "/" } = RED.settings as { readonly httpAdminRoot?: unknown };
  if (typeof editorRoot === "string" && isEditorAddress(`${rootOf(RED)}${path}`, editorRoot)) {
    throw cannotListen({ path: "path", problem: "path-of-editor", params: { found: path } });
  }
  const report = createReceiveReport(rules, { words, status, warn });

  function emit(callback: Callback, verdictId?: string): void {
    const { record: payload, fields, reply } = callback;
    try {
      node.send({
        payload,
        callback: fields,
        ...(reply === undefined ? {} : { reply }),
        ...(verdictId === undefined ? {} : { [callbackMark]: `${node.id}/${verdictId}` }),
      });
    } catch (error) {
      // Node-RED could not copy the message for another wire.
      report.uncopied(kindOfThrown(error));
      return;
    }
    if (verdictId === undefined) report.heard();
  }

  const desk = createCallbackDesk(rules, {
    intake,
    clock: systemClock,
    timeOfDay: Date.now,
    onCallback: emit,
    onRefused: report.refused,
    onDecided: report.decided,
    onUndecided: report.undecided,
  });
  const holder: CallbackHolder = { pendingVerdicts: desk.pendingVerdicts };
  Object.assign(node, holder);

  const listen = (): void => (secretProblem === undefined ? report.listening() : fail(secretProblem));
  const answer = secretProblem === undefined ? desk.answer : refuseAll;
  const claim = callbackRouter(RED).claim({
    path,
    answer: behindMiddleware(RED, answer, (kind) => warn("middleware", words("warning.middleware", { reason: kind }))),
    onGranted: listen,
  });
  if (claim.granted) listen();
  else fail(cannotListen({ path: "path", problem: "path-taken", params: { found: path } }));
  return () => {
    claim.release();
    desk.close();
  };
}

/** Nobody can be believed. */
const refuseAll = (_request: unknown, response: Parameters<typeof refuseCallback>[0]): void =>
  refuseCallback(response, 503);

/** Without a slash behind it. */
function rootOf(RED: NodeAPI): string {
  const root: unknown = RED.settings["httpNodeRoot"];
  return typeof root === "string" ? root.replace(/\/+$/, "") : "";
}

function cannotListen(issue: Issue): ChatError {
  return new ChatError("CHAT_NOT_CONFIGURED", { operation: "receive", outcome: "not-sent", issues: [issue] });
}
