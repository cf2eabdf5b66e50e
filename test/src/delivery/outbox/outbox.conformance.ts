import { describeDurability } from "./durability.conformance";
import { describeDelivery } from "./delivery.conformance";
import { describeDecisions } from "./decisions.conformance";
import type { OutboxKind } from "./outbox-world";

export type { OutboxKind } from "./outbox-world";

/** Every kind of outbox passes these tests: call it from its own `.test.ts`. */
export function describeOutbox(kind: OutboxKind): void {
  describe(`the outbox ${kind.name}`, () => {
    describeDelivery(kind);
    describeDecisions(kind);
    if (kind.isDurable) describeDurability(kind);
  });
}
