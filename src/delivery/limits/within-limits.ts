import type { Dialect } from "../../client/dialects/dialect";
import type { CallLimits } from "./call-limits";

/** A dialect whose requests have no more recipients than the plan lets through at once: one with more could never leave. */
export function withinLimits(dialect: Dialect, { recipientsPerMinute, roomsPerSecond }: CallLimits): Dialect {
  const { users, chatgroups, chatrooms } = dialect.maxRecipients;
  const most = (ofRequest: number, ofPlan: number): number => Math.max(1, Math.min(ofRequest, Math.floor(ofPlan)));
  return {
    ...dialect,
    maxRecipients: { users: most(users, recipientsPerMinute), chatgroups, chatrooms: most(chatrooms, roomsPerSecond) },
  };
}
