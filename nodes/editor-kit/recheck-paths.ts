/**
 * Asks the rules of all nodes of a type anew when one of them, a node of Node-RED's own that answers HTTP requests, or a
 * whole flow comes, goes or changes: what is wrong with a path may be cured elsewhere, and Node-RED asks a node's rules
 * only when that node changes.
 */
export function recheckPaths(type: string): void {
  let isDue = false;
  const recheck = (): void => {
    isDue = false;
    for (const node of RED.nodes.filterNodes({ type })) RED.editor.validateNode(node);
    RED.view.redraw();
  };
  const schedule = (): void => {
    if (isDue) return;
    isDue = true;
    // An import tells of every node on its own, and some are told of before they are there.
    setTimeout(recheck, 0);
  };
  for (const event of ["nodes:add", "nodes:change", "nodes:remove"] as const) {
    RED.events.on(event, (changed) => {
      if (changed.type === type || changed.type === "http in") schedule();
    });
  }
  RED.events.on("flows:change", schedule);
}
