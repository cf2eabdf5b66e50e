import type { Layer } from "../call";
import { isChatError } from "../chat-error";
import type { TokenCache } from "./token-cache";

/**
 * Signs calls in: the app's token on each, one new try with a fresh token after a 401 (a token may be revoked at any
 * time). A 401 that stays is `CHAT_UNAUTHORIZED`.
 */
export function withToken(tokens: TokenCache): Layer {
  return (next) => async (call, context) => {
    if (!call.signedIn) return next(call, context);
    const token = await tokens.get(context);
    try {
      const answer = await next({ ...call, token: token.value }, context);
      tokens.accept(token);
      return answer;
    } catch (error) {
      if (!isChatError(error, "CHAT_UNAUTHORIZED")) throw error;
      const fresh = await tokens.replace(token, context, call.hasOwnSecret === true);
      if (fresh === undefined) throw error;
      const answer = await next({ ...call, token: fresh.value }, context);
      tokens.accept(fresh);
      return answer;
    }
  };
}
