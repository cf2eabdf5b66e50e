import type { Call } from "../../client/call";
import type { Gathering } from "./kinds";

/**
 * The request that a call makes, while others of its kind are added: no more recipients than the service takes, no more
 * bytes, and none of them twice.
 */
export function gatheringOf({ company, recipients }: Call): Gathering<{ readonly call: Call }> {
  const most = company?.mostRecipients ?? 0;
  const present = new Set(recipients?.to.map(asOne));
  let count = recipients?.to.length ?? 0;
  let spareBytes = company?.spareBytes ?? 0;
  return {
    isFull: () => count >= most || spareBytes < fewestBytes,
    fits({ call }) {
      const ids = call.recipients?.to ?? [];
      return (
        count + ids.length <= most &&
        (call.company?.addedBytes() ?? Infinity) <= spareBytes &&
        // Twice the same recipient would be one message instead of two.
        !ids.some((id) => present.has(asOne(id)))
      );
    },
    add({ call }) {
      const ids = call.recipients?.to ?? [];
      for (const id of ids) present.add(asOne(id));
      count += ids.length;
      spareBytes -= call.company?.addedBytes() ?? 0;
    },
  };
}

/** A comma, quotation marks, and one letter. */
const fewestBytes = 4;

/** Some services fold ids to lower case. */
function asOne(id: string): string {
  return id.toLowerCase();
}
