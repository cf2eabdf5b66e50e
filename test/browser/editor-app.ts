import type { Emulator } from "../../src/emulator/emulator";
import type { FlowNode } from "../real/node-red-process";
import { appNode } from "../real/send-flow";

/** What the editor asks of an app beside what the runtime does. */
const limits = {
  callsPerSecond: 100,
  recipientsPerMinute: 6000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 100,
  historyCallsPerMinute: 10,
  maxAge: 60,
};

/** An app node as the editor saves it: without a limit in it, its dialog would be marked as wrong. */
export function editorApp(emulator: Emulator): FlowNode {
  return appNode(emulator, limits);
}
