import type { Message } from "../../client/message";
import type { Leave } from "../waiting/keyed-sequence";

/** A stand in all of one message's lines. */
export interface Stand {
  /** Whether nobody was ahead when it was taken. */
  readonly isFirst: boolean;
  /** Gives it up, in whatever place it is; the next ones move up. */
  readonly leave: Leave;
}

/** Lines by conversation. A message to several stands in the line of each, and goes when it is first in all of them. */
export interface ConversationOrder {
  /**
   * Lines up behind all who stand in any of these lines.
   *
   * @param onTurn called once, never before this has returned and never after leaving; must not throw
   */
  lineUp(conversations: ReadonlySet<string>, onTurn: () => void): Stand;
}

/** One message, wherever it stands. */
interface Owner {
  linesToGo: number;
  hasLeft: boolean;
  onTurn: (() => void) | undefined;
}

/** The messages of one conversation; at least one. */
interface Line {
  readonly conversation: string;
  last: Link;
}

/** One message's place in one line. Linked, because leaving from the middle of a long line must cost nothing. */
interface Link {
  line: Line;
  readonly owner: Owner;
  before: Link | undefined;
  behind: Link | undefined;
}

/** A message's conversations: chat type and recipient. The service's ids do not know upper from lower case. */
export function conversationsOf({ chatType, to }: Pick<Message, "chatType" | "to">): ReadonlySet<string> {
  return new Set(to.map((id) => `${chatType}/${id.toLowerCase()}`));
}

/**
 * Creates lines that exist only as long as somebody stands in them. Everybody takes all their stands in one step, so that
 * whoever came first is ahead in every line that two share: nobody ever waits in a circle.
 */
export function createConversationOrder(): ConversationOrder {
  const lines = new Map<string, Line>();

  function enter(conversation: string, owner: Owner): Link {
    const line = lines.get(conversation);
    const link = { owner, before: line?.last, behind: undefined } as Link;
    if (line === undefined) {
      link.line = { conversation, last: link };
      lines.set(conversation, link.line);
    } else {
      link.line = line;
      line.last.behind = link;
      line.last = link;
      owner.linesToGo += 1;
    }
    return link;
  }

  function leave({ line, before, behind }: Link): void {
    if (before !== undefined) before.behind = behind;
    if (behind !== undefined) behind.before = before;
    else if (before !== undefined) line.last = before;
    else lines.delete(line.conversation);
    if (before === undefined && behind !== undefined) moveUp(behind.owner);
  }

  return {
    lineUp(conversations, onTurn) {
      const owner: Owner = { linesToGo: 0, hasLeft: false, onTurn };
      const links = Array.from(conversations, (conversation) => enter(conversation, owner));
      const isFirst = owner.linesToGo === 0;
      if (isFirst) comeUp(owner);
      return {
        isFirst,
        leave: () => {
          if (owner.hasLeft) return;
          links.forEach(leave);
          owner.hasLeft = true;
          // A line that is forgotten may live on in the heap for a while: not with a message in it.
          owner.onTurn = undefined;
        },
      };
    },
  };
}

function moveUp(owner: Owner): void {
  owner.linesToGo -= 1;
  if (owner.linesToGo === 0) comeUp(owner);
}

/** Behind whoever is running now: what a turn begins may itself leave, and thousands may be next. */
function comeUp(owner: Owner): void {
  queueMicrotask(() => {
    owner.onTurn?.();
  });
}
