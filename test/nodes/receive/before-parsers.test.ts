import type { NodeAPI } from "node-red";
import should from "should";
import { beforeParsers } from "../../../nodes/receive/before-parsers";

type Handle = (request: object, response: unknown, next: () => void) => void;

/** As much of an Express application as is looked at. */
interface App {
  readonly parent?: App;
  readonly path: () => string;
  readonly use: (handle: Handle) => void;
  readonly _router?: { readonly stack: { readonly handle: Handle }[] };
}

const parser: Handle = (_request, _response, next) => next();

function rootApp(stack: { readonly handle: Handle }[] = [{ handle: parser }]): App {
  return { path: () => "", use: (handle) => void stack.push({ handle }), _router: { stack } };
}

function mountedAt(path: string, parent: App): App {
  return { parent, path: () => path, use: () => undefined };
}

const begin = (app: App): void => beforeParsers(app as unknown as NodeAPI["httpNode"], (path) => path === "/chat");

/** What the first in a stack makes of a request. */
function marked({ _router }: App, request: object): boolean {
  const copy: { _body?: unknown; readonly method?: string } = { method: "POST", ...request };
  let wentOn = 0;
  _router?.stack[0]?.handle(copy, {}, () => (wentOn += 1));
  should(wentOn).equal(1);
  return copy["_body"] === true;
}

describe("what stands before Node-RED's parsers", () => {
  it("goes to the very front, and keeps them from what is ours only", () => {
    const root = rootApp();
    begin(mountedAt("/", root));
    should(root._router?.stack).have.length(2);
    should(root._router?.stack[1]?.handle).equal(parser);
    should(marked(root, { url: "/chat" })).be.true();
    should(marked(root, { url: "/flows" })).be.false();
    should(marked(root, { url: "/chat", method: "GET" })).be.false();
  });

  it("knows the root of flows", () => {
    const root = rootApp();
    begin(mountedAt("/red/", mountedAt("/", root)));
    should(marked(root, { url: "/red/chat" })).be.true();
    should(marked(root, { url: "/chat" })).be.false();
  });

  it("leaves alone what somebody has read already", () => {
    const root = rootApp();
    begin(mountedAt("/", root));
    const request = { method: "POST", url: "/chat", _body: false };
    root._router?.stack[0]?.handle(request, {}, () => undefined);
    should(request._body).be.false();
  });

  it("does nothing where there is nobody in front, and no harm where the application is built otherwise", () => {
    const alone = rootApp();
    begin(alone);
    should(alone._router?.stack).have.length(1);
    const used: Handle[] = [];
    begin(mountedAt("/", { path: () => "", use: (handle) => void used.push(handle) }));
    should(used).have.length(1);
  });
});
