/** What the tests use of packages that bring no types. */

declare module "node-red-node-test-helper" {
  import type { Node, NodeAPI } from "node-red";

  /** A set of node types: a function that registers them. */
  export type NodeSet = (RED: NodeAPI) => void;

  /** An answer of an admin endpoint. */
  export interface AdminAnswer {
    readonly status: number;
    readonly body: unknown;
    readonly text: string;
  }

  interface AdminRequest extends Promise<AdminAnswer> {
    send(body: unknown): AdminRequest;
    set(name: string, value: string): AdminRequest;
  }

  interface TestHelper {
    startServer(): Promise<void>;
    stopServer(): Promise<void>;
    /** What the next flows' runtime has in its settings besides the usual. */
    settings(settings: object): object;
    load(sets: readonly NodeSet[], flow: readonly object[], credentials: object): Promise<void>;
    setFlows(flow: readonly object[], type: "full" | "flows" | "nodes", credentials: object): Promise<void>;
    clearFlows(): Promise<void>;
    unload(): Promise<void>;
    getNode(id: string): Node | null;
    request(): { get(path: string): AdminRequest; post(path: string): AdminRequest };
    log(): { readonly args: readonly (readonly [{ level: number; id?: string; type?: string; msg: unknown }])[] };
  }

  const helper: TestHelper;
  export default helper;
}

declare module "@node-red/nodes/core/*" {
  import type { NodeSet } from "node-red-node-test-helper";

  const register: NodeSet;
  export default register;
}
