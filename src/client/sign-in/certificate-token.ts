import { ChatError } from "../chat-error";
import type { Clock } from "../clock";
import type { Issue } from "../issue";
import { loadPackage } from "../load-package";
import type { TokenSource } from "./token-source";

/** The longest that the service accepts (a longer one is cut to this). */
const lifeSeconds = 24 * 60 * 60;

/** 32 hexadecimal digits, as Agora's console shows app ids and certificates. */
export const hexDigits32 = /^[0-9a-f]{32}$/i;

/**
 * Signs in with app id and app certificate: the token is built here, without a call. Spaces around the two are cut.
 *
 * Throws `CHAT_NOT_CONFIGURED` where one of the two is malformed: the builder would return an empty string and say
 * nothing.
 */
export function certificateToken(appId: string, appCertificate: string, clock: Clock): TokenSource {
  return {
    renewable: true,
    fetch: async () => {
      const issues: Issue[] = [];
      const [id, certificate] = [appId.trim(), appCertificate.trim()];
      if (!hexDigits32.test(id)) issues.push({ path: "appId", problem: "bad-app-id" });
      if (!hexDigits32.test(certificate)) issues.push({ path: "appCertificate", problem: "bad-app-certificate" });
      const { ChatTokenBuilder } = loadPackage("agora-token");
      const value = issues.length > 0 ? "" : ChatTokenBuilder.buildAppToken(id, certificate, lifeSeconds);
      if (value === "") throw new ChatError("CHAT_NOT_CONFIGURED", { operation: "token", outcome: "not-sent", issues });
      return Promise.resolve({ value, expiresAt: clock.now() + lifeSeconds * 1000 });
    },
  };
}
