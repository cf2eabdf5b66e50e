import type { NodeAPI } from "node-red";
import type { NodeSet } from "node-red-node-test-helper";
import registerConfig from "../../../nodes/config/config";

/** What an endpoint of the editor is refused with. */
interface Refusing {
  readonly sendStatus: (status: number) => void;
}

/** The config node in an editor that lets nobody in: 401. @param asked gets the permission that was asked for each time */
export function guardedConfig(asked: string[]): NodeSet {
  const auth = {
    needsPermission: (permission: string) => (_request: unknown, response: Refusing) => {
      asked.push(permission);
      response.sendStatus(401);
    },
  };
  return (RED: NodeAPI) => registerConfig(Object.create(RED, { auth: { value: auth } }) as NodeAPI);
}
