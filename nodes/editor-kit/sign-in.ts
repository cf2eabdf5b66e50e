import { credential, storedSecret } from "./credential";
import { currentValue } from "./current-value";
import { dialogOf } from "./dialog";
import { isEnvReference } from "./is-env-reference";
import { rule, ruleWhen } from "./rule";

/** The credentials that each sign-in needs. */
export const signInFields: Readonly<Record<string, readonly string[]>> = {
  certificate: ["appId", "appCertificate"],
  secret: ["clientId", "clientSecret"],
  token: ["token"],
};

/** Agora's own form of an app id and of an app certificate. */
const hexFields = ["appId", "appCertificate"];

/** The rule of one credential; it counts while its sign-in is chosen. */
export function credentialRule(name: string): Validate {
  const isAsked = (node: EditorNode): boolean => signInFields[currentValue(node, "auth")]?.includes(name) ?? false;
  return ruleWhen(isAsked, (node, value) => problemWith(node, name, value));
}

/**
 * The rule of the choice of sign-in: what it needs must be there. Node-RED asks the credentials' own rules in the dialog
 * only, so a node in the flow is judged here; in the dialog each field speaks for itself.
 */
export function signInRule(): Validate {
  return rule((node, auth) => {
    if (dialogOf(node) !== undefined) return undefined;
    const problems = (signInFields[auth] ?? []).flatMap((name) => {
      const value = credential(node, name);
      const problem = value === undefined || isEnvReference(value) ? undefined : problemWith(node, name, value);
      return problem === undefined ? [] : [problem];
    });
    return problems.length > 0 ? problems.join(" ") : undefined;
  });
}

function problemWith(node: EditorNode, name: string, value: string): string | undefined {
  if (value === "") return node._(`invalid.${name}.missing`);
  if (value === storedSecret) return undefined;
  return hexFields.includes(name) && !/^[0-9a-f]{32}$/i.test(value) ? node._(`invalid.${name}.form`) : undefined;
}
