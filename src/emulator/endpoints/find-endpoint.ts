/** From path and method to the endpoint: the first two checks of every request. */
import type { EmulatorApp } from "../service/app";
import { Refused } from "../rules/refusal";
import { appNotFound, methodNotAllowed, resourceNotFound } from "../rules/refusals";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";

/** @throws Refused 404 for an unknown app or resource, 405 for a method the resource does not take. */
export function findEndpoint(app: EmulatorApp, method: string, path: string): Endpoint {
  const [, org = "", name = "", ...rest] = path.split("/");
  if (org !== app.orgName || name !== app.appName) throw new Refused(appNotFound(org, name, path));
  const resource = rest.join("/");
  const there = endpoints.filter((endpoint) => endpoint.resource === resource);
  if (there.length === 0) throw new Refused(resourceNotFound);
  const found = there.find((endpoint) => endpoint.method === method);
  if (!found) throw new Refused(methodNotAllowed);
  return found;
}
