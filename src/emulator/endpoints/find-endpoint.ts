/** From path and method to the endpoint: the first two checks of every request. */
import type { EmulatorApp } from "../service/app";
import { Refused } from "../rules/refusal";
import { appNotFound, methodNotAllowed, resourceNotFound } from "../rules/refusals";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";

/** An endpoint, and what the path says for its `{names}`. */
export interface FoundEndpoint {
  readonly endpoint: Endpoint;
  /** Percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * @param path without the query
 * @throws Refused 404 for an unknown app or resource, 405 for a method the resource does not take.
 */
export function findEndpoint(app: EmulatorApp, method: string, path: string): FoundEndpoint {
  const there = findResource(app, path);
  const found = there.find(({ endpoint }) => endpoint.method === method);
  if (!found) throw new Refused(methodNotAllowed);
  return found;
}

/**
 * What a path leads to, whatever the method: one entry for each method that it takes.
 *
 * @throws Refused 404 for an unknown app or resource.
 */
export function findResource(app: EmulatorApp, path: string): readonly FoundEndpoint[] {
  const [, org = "", name = "", ...segments] = path.split("/");
  if (org !== app.orgName || name !== app.appName) throw new Refused(appNotFound(org, name, path));
  const there = endpoints.flatMap((endpoint) => {
    const parameters = parametersOf(endpoint.resource, segments);
    return parameters ? [{ endpoint, parameters }] : [];
  });
  if (there.length === 0) throw new Refused(resourceNotFound);
  return there;
}

function parametersOf(resource: string, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const template = resource.split("/");
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = name === undefined ? segment : decoded(segment);
    if (name === undefined ? part !== segment : !value) return undefined;
    if (name !== undefined && value !== undefined) parameters[name] = value;
  }
  return parameters;
}

/** `undefined` where the percent signs are not followed by what they must be. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
