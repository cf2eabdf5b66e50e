import { join, resolve, sep } from "node:path";
import type { NodeAPI } from "node-red";
import should from "should";
import { resolveFlowPath } from "../../../nodes/node-kit/resolve-flow-path";

/** A path as a flow would have it resolved where the setting is this. */
function resolved(path: string, fileWorkingDirectory?: unknown): string {
  return resolveFlowPath({ settings: { fileWorkingDirectory } } as unknown as NodeAPI, path);
}

describe("a path of a flow", () => {
  const base = resolve("data");

  it("stays as it is where it is whole", () => {
    const whole = join(base, "leaf.png");
    should(resolved(whole, resolve("elsewhere"))).equal(whole);
  });

  it("begins at the setting fileWorkingDirectory", () => {
    should(resolved("leaf.png", base)).equal(join(base, "leaf.png"));
    should(resolved(join("..", "leaf.png"), base)).equal(resolve("leaf.png"));
  });

  it("begins where Node-RED was started where there is no such setting", () => {
    for (const none of [undefined, "", 7]) should(resolved("leaf.png", none)).equal(resolve("leaf.png"));
  });

  it("keeps the separator at its end, which says that it is a folder", () => {
    should(resolved(`pictures${sep}`, base)).equal(join(base, "pictures") + sep);
  });
});
