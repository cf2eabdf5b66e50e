import { accountForCallbacks } from "./account-for-callbacks";
import { accountForDecisions } from "./account-for-decisions";
import { accountForOrder } from "./account-for-order";
import { accountForOthers } from "./account-for-others";
import { accountForProcesses } from "./account-for-processes";
import { accountForSends } from "./account-for-sends";
import type { Account, SoakRecord } from "./soak-record";

/** All accounts, by what they are of. */
export type Accounts = Readonly<
  Record<"messages to recipients" | "order" | "other" | "callbacks" | "decisions" | "processes", Account>
>;

/** Draws up all of them. */
export function accountForAll(record: SoakRecord): Accounts {
  return {
    "messages to recipients": accountForSends(record),
    order: accountForOrder(record),
    other: accountForOthers(record),
    callbacks: accountForCallbacks(record),
    decisions: accountForDecisions(record),
    processes: accountForProcesses(record),
  };
}
