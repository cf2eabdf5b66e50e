import type { Send } from "../call";
import { ChatError } from "../chat-error";
import type { Clock } from "../clock";
import { isJsonObject } from "../json-object";
import type { TokenSource } from "./token-source";

/** Signs in with client id and client secret: the service is asked for a token (`POST token`). */
export function secretToken(clientId: string, clientSecret: string, send: Send, clock: Clock): TokenSource {
  return {
    renewable: true,
    fetch: async (context) => {
      const answer = await send(
        {
          operation: "token",
          method: "POST",
          path: "token",
          json: JSON.stringify({
            grant_type: "client_credentials",
            client_id: clientId.trim(),
            client_secret: clientSecret.trim(),
          }),
          signedIn: false,
        },
        context,
      );
      const { access_token: value, expires_in: seconds } = isJsonObject(answer.body) ? answer.body : {};
      if (typeof value !== "string" || value === "") {
        throw new ChatError("CHAT_BAD_ANSWER", { operation: "token", outcome: "not-sent", status: answer.status });
      }
      // 0 means that it never ends.
      const expiresAt = typeof seconds === "number" && seconds > 0 ? clock.now() + seconds * 1000 : null;
      return { value, expiresAt };
    },
  };
}
