/** Which conversations were deleted. Nothing disappears by that: the other side keeps the conversation, and history its records. */

/** One deletion: from now on `user` does not see the conversation with `channel` in the list that the service keeps. */
export interface DeletedConversation {
  readonly user: string;
  /** The other user, or the group. */
  readonly channel: string;
  readonly type: "chat" | "groupchat";
  /** Whether the messages that devices pull later went too. */
  readonly deleteRoam: boolean;
  /** Epoch milliseconds by the emulator's clock. */
  readonly at: number;
}

/** A bounded, ordered record of deletions. */
export interface DeletedConversations {
  readonly add: (deletion: DeletedConversation) => void;
  /** Oldest first. */
  readonly list: () => readonly DeletedConversation[];
  readonly clear: () => void;
}

/** @param keep how many deletions stay; older ones are forgotten. */
export function createDeletedConversations(keep = 20_000): DeletedConversations {
  let deletions: DeletedConversation[] = [];
  return {
    add(deletion) {
      deletions.push(deletion);
      if (deletions.length > keep * 1.25) deletions = deletions.slice(-keep);
    },
    list: () => deletions.slice(-keep),
    clear() {
      deletions = [];
    },
  };
}
