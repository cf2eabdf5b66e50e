/** Who may be meant when somebody writes in a conversation: on a phone to whom, in groups and rooms who writes. */
import type { Conversation } from "./conversations";
import type { Message } from "./message";

/** The people to choose from. */
export interface Correspondents {
  /** The latest first. */
  readonly people: readonly string[];
  /** Who is meant unless somebody else is chosen; `""`: nobody knows. */
  readonly usual: string;
}

/** What is known outside the conversation. */
export interface KnownWriters {
  /** As whom something was last written; `undefined`: nothing yet. */
  readonly last: string | undefined;
  /** The users who have a phone here. */
  readonly phones: readonly string[];
}

/** Enough to find those who are talking, in a conversation of thousands. */
const lookBack = 300;
const mostPeople = 12;
/** In whose name a server's messages arrive that name nobody. */
const restSender = "admin";

/** Who a conversation is with, as far as its messages tell. */
export function correspondents(conversation: Conversation, known: KnownWriters): Correspondents {
  const latest = conversation.messages.slice(-lookBack).reverse();
  return conversation.chatType === "users" ? otherSides(conversation.id, latest) : writers(latest, known);
}

/** The one who was last written to goes on being meant, whoever writes in between. */
function otherSides(owner: string, latest: readonly Message[]): Correspondents {
  const own = latest.find(({ from }) => from === owner);
  const people = distinct(latest.map(({ from, to }) => (from === owner ? to : from)));
  return { people, usual: own?.to ?? people[0] ?? "" };
}

/** Those who have written here, then those who could; nobody writes in the name that servers have. */
function writers(latest: readonly Message[], { last, phones }: KnownWriters): Correspondents {
  const said = latest.find((message) => message.said)?.from;
  const here = latest.filter((message) => message.said || message.from !== restSender).map(({ from }) => from);
  const elsewhere = phones.filter((name) => name !== restSender);
  const people = distinct([...here, ...elsewhere]);
  return { people, usual: said ?? last ?? elsewhere[0] ?? people[0] ?? "" };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== ""))].slice(0, mostPeople);
}
