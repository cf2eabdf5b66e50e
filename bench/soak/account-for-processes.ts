import { keyOf } from "./soak-events";
import { groupBy } from "./soak-record";
import type { Account, SoakRecord } from "./soak-record";

const unwanted = /uncaught|unhandled|MaxListenersExceeded|Close timed out|Error stopping|TypeError|ReferenceError/i;

/**
 * Whether every process kept the rules: one `done` for each message that a node was given, one way out, no exception, no
 * rejection, no warning of Node.js, no node that does not close.
 */
export function accountForProcesses({ events, lines, killed }: SoakRecord): Account {
  const problems = lines
    .filter((line) => unwanted.test(line) && !line.startsWith("[soak] "))
    .map((line) => line.trim());
  for (const event of events) {
    if (event.what === "uncaught" || event.what === "warning") problems.push(`${event.what}: ${event.message}`);
  }
  const isKilled = new Set(killed.map(({ process }) => process));
  const messages = groupBy(
    events.flatMap((event) => ("number" in event && event.what !== "heard" ? [event] : [])),
    (event) => `${event.process} ${keyOf(event)}`,
  );
  let ended = 0;
  for (const [key, about] of messages) {
    const count = (what: string): number => about.filter((event) => event.what === what).length;
    const [given, done] = [count("given"), count("done")];
    const whole = about.filter((event) => event.what === "out" && !event.isPart).length;
    if (done > given) problems.push(`${key} was done ${done} times`);
    if (done < given && !isKilled.has(about[0]?.process ?? 0)) problems.push(`${key} was never done`);
    if (whole + count("failed") > 1) problems.push(`${key} ended ${whole + count("failed")} times`);
    ended += done;
  }
  return { fates: { "messages at nodes, each done once": ended }, problems };
}
