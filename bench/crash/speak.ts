import { writeSync } from "node:fs";
import { isChatError } from "../../src/client/chat-error";
import type { Returned } from "../../src/delivery/outbox/outbox";
import type { Spoken } from "./crash-order";

/** Says something before anything else happens: a process that is killed right after has said it. */
export function speak(spoken: Spoken): void {
  writeSync(1, `${JSON.stringify(spoken)}\n`);
}

/** Says how a message ended, as its node would let the flow know. */
export function speakEnding({ flowMessage, ending, mayBeDouble }: Omit<Returned, "nodeId">): void {
  const details = "error" in ending ? ending.error.details : undefined;
  speak({
    say: "told",
    id: String(flowMessage["_msgid"]),
    mayBeDouble,
    uncertain: (details?.uncertain ?? []).map(String),
    unsent: details?.unsent ?? [],
  });
}

/** Says how a message failed; what is no error of the palette's ends the process. */
export function speakFailure(flowMessage: Returned["flowMessage"], error: unknown): void {
  if (!isChatError(error)) throw error;
  speakEnding({ flowMessage, ending: { error }, mayBeDouble: false });
}
