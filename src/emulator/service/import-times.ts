/** How far each conversation has been imported: its messages must come in the order of their times. */

/** The latest time imported into each conversation, in epoch milliseconds. */
export interface ImportTimes {
  /** `undefined`: nothing was imported into it. */
  readonly latest: (conversation: Conversation) => number | undefined;
  readonly note: (conversation: Conversation, timestamp: number) => void;
  readonly clear: () => void;
}

/** Between two users, whoever writes; or of a group, whoever writes. */
export interface Conversation {
  readonly chatType: "users" | "chatgroups";
  readonly from: string;
  readonly target: string;
}

/** @param keep how many conversations are remembered; those not imported into for longest are forgotten. */
export function createImportTimes(keep = 20_000): ImportTimes {
  const latest = new Map<string, number>();
  return {
    latest: (conversation) => latest.get(nameOf(conversation)),
    note(conversation, timestamp) {
      const name = nameOf(conversation);
      latest.delete(name);
      latest.set(name, timestamp);
      const [oldest] = latest.keys();
      if (latest.size > keep && oldest !== undefined) latest.delete(oldest);
    },
    clear: () => latest.clear(),
  };
}

const nameOf = ({ chatType, from, target }: Conversation): string =>
  JSON.stringify([chatType, ...(chatType === "chatgroups" ? [target] : [from, target].sort())]);
