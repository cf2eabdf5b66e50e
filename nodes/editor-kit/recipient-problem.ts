import { isEnvReference } from "./is-env-reference";

/** The service's own bound. */
const mostCharacters = 64;

/** What is wrong with one id of a list: the name of a text of the catalogue, below `invalid.to`. */
export type RecipientProblem = "gap" | "long" | "variable";

/**
 * What the node would refuse, or `undefined`.
 *
 * @param isAlone whether it is the whole list: only then Node-RED puts in a variable's value
 */
export function recipientProblem(id: string, isAlone: boolean): RecipientProblem | undefined {
  if (id === "") return "gap";
  if (isEnvReference(id)) return isAlone ? undefined : "variable";
  return id.length > mostCharacters ? "long" : undefined;
}
