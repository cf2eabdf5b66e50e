import type { NodeAPI } from "node-red";
import { leaveUnread } from "../../src/callbacks/body-intake";

/** What is looked at of an Express application; all of it is checked before it is used. */
interface App {
  readonly parent?: App;
  readonly path: () => string;
  readonly use: (handle: (request: AppRequest, response: unknown, next: () => void) => void) => void;
  readonly _router?: { readonly stack?: { readonly handle: unknown }[] };
}

type AppRequest = Parameters<typeof leaveUnread>[0];

/**
 * Keeps Node-RED's own parser from the requests that are ours. Where the editor is served at the root it stands before all
 * flows, and would read, however slowly they come, 5 MB each, and log every one that is not JSON.
 *
 * As Node-RED's own http in node does for raw bodies, this goes to the very front of the application that all others are
 * mounted on. Where there is none, or it is not built as we know it, the parser's work is taken as it is.
 *
 * @param isOurs whether a path is, as flows see it: without Node-RED's root for them
 */
export function beforeParsers(httpNode: NodeAPI["httpNode"], isOurs: (path: string) => boolean): void {
  const app = httpNode as unknown as App;
  const root = rootOf(app);
  if (root === app) return;
  const prefix = app.path().replace(/\/+$/, "");

  function leave(request: AppRequest, _response: unknown, next: () => void): void {
    const { method, url = "" } = request;
    const isAtOurs = method === "POST" && url.startsWith(prefix) && isOurs(url.slice(prefix.length));
    if (isAtOurs) leaveUnread(request);
    next();
  }

  root.use(leave);
  const stack = root._router?.stack;
  const place = stack?.findIndex(({ handle }) => handle === leave) ?? -1;
  if (stack !== undefined && place > 0) stack.unshift(...stack.splice(place, 1));
}

function rootOf(app: App): App {
  return app.parent === undefined ? app : rootOf(app.parent);
}
