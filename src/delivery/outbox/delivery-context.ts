import type { CallContext } from "../../client/call";
import type { Receipt } from "../../client/sending/receipt";

/** What an outbox tells a delivery, and wants to hear of it. */
export interface DeliveryContext extends CallContext {
  /** Hears the receipts of each part of a message that goes in several, as soon as they are there. */
  readonly onReceipts?: (receipts: readonly Receipt[]) => void;
}
