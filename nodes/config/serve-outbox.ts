import type { IncomingMessage, ServerResponse } from "node:http";
import type { NodeAPI } from "node-red";
import { ChatError, isChatError } from "../../src/client/chat-error";
import { isJsonObject } from "../../src/client/json-object";
import type { Decision } from "../../src/delivery/outbox/outbox";
import type { ChatApp, ChatAppHolder } from "../node-kit/chat-app";
import { errorSummary, nodeError } from "../node-kit/error-report";
import { fieldLabels, sharedWords } from "../node-kit/words";

/** More than anybody looks through in a dialog. */
const mostShown = 200;

const path = "/agora-chat/outbox/:id";

/** Express's own, of which we use the id in the address and the parsed body. */
type Request = IncomingMessage & { readonly params: Readonly<Record<string, string>>; readonly body?: unknown };

/** What an endpoint answers. */
interface Reply {
  readonly status: number;
  readonly body: object;
}

/**
 * Serves what the dialog shows of an app's outbox, and carries out what is decided there.
 *
 * `GET agora-chat/outbox/{id}` answers `{ census, parked }`, or `{ trouble: { code, message } }` where it cannot be used.
 * `POST` takes `{ ids: string[] | "all", decision: "send" | "drop" }` and answers `{ decided }`; 409 with `{ trouble }`. 404
 * where no such app is deployed.
 */
export function serveOutbox(RED: NodeAPI): void {
  const words = sharedWords(RED);
  const labelOf = fieldLabels(RED, "agora-chat-config");

  /** @param statusOfTrouble what is answered where the outbox cannot be used */
  function serve(
    work: (holder: ChatAppHolder, body: unknown) => Promise<Reply>,
    statusOfTrouble: number,
  ): (request: IncomingMessage, response: ServerResponse) => void {
    return (request, response) => {
      const { params, body } = request as Request;
      const holder = RED.nodes.getNode(params["id"] ?? "") as unknown as (ChatAppHolder & { type: string }) | null;
      if (holder?.type !== "agora-chat-config") {
        answer(response, { status: 404, body: { error: "no such app is deployed" } });
        return;
      }
      work(holder, body)
        .catch((error: unknown) => {
          const summary = errorSummary(isChatError(error) ? error : unusable(), words);
          const { code, message } = nodeError(summary, words, labelOf);
          return { status: statusOfTrouble, body: { trouble: { code, message } } };
        })
        .then((reply) => answer(response, reply))
        .catch(() => response.destroy());
    };
  }

  RED.httpAdmin.get(path, RED.auth.needsPermission("agora-chat.read"), serve(look, 200));
  RED.httpAdmin.post(path, RED.auth.needsPermission("agora-chat.write"), serve(decide, 409));
}

async function look(holder: ChatAppHolder): Promise<Reply> {
  const { outbox } = appOf(holder);
  const [census, parked] = await Promise.all([outbox.census(), outbox.parked(mostShown)]);
  return { status: 200, body: { census, parked } };
}

async function decide(holder: ChatAppHolder, body: unknown): Promise<Reply> {
  const request = parseRequest(body);
  if (request === undefined) return { status: 400, body: { error: "ids and decision are missing" } };
  return { status: 200, body: { decided: await appOf(holder).outbox.decide(request.ids, request.decision) } };
}

/** @throws `CHAT_NOT_CONFIGURED` where the app lacks something */
function appOf(holder: ChatAppHolder): ChatApp {
  if ("chatApp" in holder) return holder.chatApp;
  throw holder.chatAppProblem;
}

function parseRequest(
  body: unknown,
): { readonly ids: readonly string[] | "all"; readonly decision: Decision } | undefined {
  if (!isJsonObject(body)) return undefined;
  const { ids, decision } = body;
  if (decision !== "send" && decision !== "drop") return undefined;
  if (ids === "all") return { ids, decision };
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string")) return undefined;
  return { ids, decision };
}

/** A defect of ours: its own text may hold anything. */
function unusable(): ChatError {
  return new ChatError("CHAT_UNAVAILABLE", { operation: "outbox", outcome: "not-sent" });
}

function answer(response: ServerResponse, { status, body }: Reply): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
