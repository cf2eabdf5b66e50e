import type { ChatType } from "../message";

/** What the service said of one recipient: accepted, which is not the same as read, or as the recipient existing. */
export interface Receipt {
  readonly to: string;
  readonly chatType: ChatType;
  /** 19 digits as text; `null` where the service answered only `success`, or unreadably. */
  readonly messageId: string | null;
  /** When the service answered, by its own clock, milliseconds since 1970; `null` where it did not say. */
  readonly timestamp: number | null;
}
