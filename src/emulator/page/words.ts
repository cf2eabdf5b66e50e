/** Every word the page says, by language. */
import type { Connection } from "./event-stream";
import type { ChatType, DeletionType, MessageType } from "./message";

/** One language's words. */
export interface Words {
  /** The language's tag, for dates and for `<html lang>`. */
  readonly language: string;
  readonly title: string;
  readonly chats: string;
  readonly conversation: string;
  readonly connection: Readonly<Record<Connection, string>>;
  readonly kind: Readonly<Record<ChatType, string>>;
  /** A conversation's line in the list when there is no text to preview. */
  readonly preview: Readonly<Record<MessageType, string>>;
  /** @param seconds until it is back; `undefined`: nobody knows */
  readonly away: (seconds: number | undefined) => string;
  /** What that means for those who send. */
  readonly awayWhat: string;
  readonly isBack: string;
  readonly callsLastSecond: (count: number, limit: number | undefined) => string;
  readonly refusedCalls: (count: number) => string;
  readonly appKey: string;
  readonly host: string;
  readonly copy: (what: string) => string;
  readonly copied: string;
  readonly filter: string;
  readonly nothingFound: string;
  readonly moreChats: (count: number) => string;
  readonly back: string;
  readonly messages: (count: number) => string;
  readonly unread: (count: number) => string;
  readonly newMessages: (count: number) => string;
  readonly arrived: (to: string, from: string, preview: string) => string;
  readonly showEarlier: (count: number) => string;
  readonly today: string;
  readonly yesterday: string;
  readonly details: string;
  readonly recalled: string;
  readonly wasRecalled: (to: string, from: string) => string;
  readonly deleted: Readonly<Record<DeletionType, (user: string, channel: string) => string>>;
  readonly imported: string;
  readonly importedWhy: string;
  readonly seconds: (count: number) => string;
  readonly play: string;
  readonly pause: string;
  readonly position: string;
  readonly open: string;
  readonly download: string;
  readonly enlarge: string;
  readonly close: string;
  readonly pictureUnreachable: string;
  readonly soundUnreachable: string;
  readonly videoUnreachable: string;
  readonly fileGone: string;
  readonly fileGoneWhy: string;
  readonly drawnMap: string;
  readonly noEvent: string;
  readonly silentPush: string;
  readonly forcedPush: string;
  readonly push: string;
  readonly emptyTitle: string;
  readonly emptyText: readonly [string, string];
}
