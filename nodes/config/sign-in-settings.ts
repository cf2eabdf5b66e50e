import { hexDigits32 } from "../../src/client/sign-in/certificate-token";
import type { SignIn } from "../../src/client/chat-client";
import type { Issue } from "../../src/client/issue";
import { unsetEnvName } from "../node-kit/env-reference";
import type { SavedProperties } from "../node-kit/saved-properties";

/** The credentials that each sign-in needs. */
export const signInCredentials = {
  certificate: ["appId", "appCertificate"],
  secret: ["clientId", "clientSecret"],
  token: ["token"],
} as const satisfies Readonly<Record<SignIn["auth"], readonly string[]>>;

/**
 * Reads the sign-in that was chosen, with its credentials only: what another one needs may be missing or unset.
 *
 * @param issues takes every problem found
 */
export function readSignIn(auth: unknown, credentials: SavedProperties, issues: Issue[]): SignIn | undefined {
  const kind = auth ?? "certificate";
  if (kind !== "certificate" && kind !== "secret" && kind !== "token") {
    const allowed = Object.keys(signInCredentials).join(", ");
    issues.push({ path: "auth", problem: "not-a-choice", params: { allowed } });
    return undefined;
  }
  const before = issues.length;
  const [first = "", second = ""] = signInCredentials[kind].map((path) => credential(credentials, path, issues));
  if (issues.length > before) return undefined;
  switch (kind) {
    case "certificate":
      if (!hexDigits32.test(first)) issues.push({ path: "appId", problem: "bad-app-id" });
      if (!hexDigits32.test(second)) issues.push({ path: "appCertificate", problem: "bad-app-certificate" });
      return issues.length > before ? undefined : { auth: kind, appId: first, appCertificate: second };
    case "secret":
      return { auth: kind, clientId: first, clientSecret: second };
    case "token":
      return { auth: kind, token: first };
  }
}

function credential(credentials: SavedProperties, path: string, issues: Issue[]): string {
  const value = credentials[path];
  const name = unsetEnvName(value);
  if (name !== undefined) issues.push({ path, problem: "env-unset", params: { name } });
  else if (typeof value === "string" && value.trim() !== "") return value.trim();
  else issues.push({ path, problem: "required" });
  return "";
}
