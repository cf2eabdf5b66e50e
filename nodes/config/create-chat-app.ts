import { stack } from "../../src/client/call";
import { createChatClient } from "../../src/client/chat-client";
import type { Clock } from "../../src/client/clock";
import { deleteConversation } from "../../src/client/conversation/delete-conversation";
import { downloadFile } from "../../src/client/files/download-file";
import { uploadFile } from "../../src/client/files/upload-file";
import { readHistory } from "../../src/client/history/read-history";
import { createCallQueue } from "../../src/delivery/call-queue";
import { createImporter } from "../../src/delivery/import-records";
import { recallMessages } from "../../src/delivery/recall-messages";
import { sendMessage } from "../../src/delivery/send-message";
import { sendWithFiles } from "../../src/delivery/send-with-files";
import type { FileSending } from "../../src/delivery/send-with-files";
import { withLimits } from "../../src/delivery/with-limits";
import { withRetry } from "../../src/delivery/with-retry";
import { withTransferTurns } from "../../src/delivery/with-transfer-turns";
import type { ChatApp } from "../node-kit/chat-app";
import type { AppSettings } from "./app-settings";
import type { NetworkSettings } from "./network-settings";

/** Stacks the layers of one app: the only place where they meet. */
export function createChatApp(
  settings: AppSettings,
  network: NetworkSettings,
  clock: Clock,
  random: () => number,
): ChatApp {
  const { baseUrl, appKey, dialect, historyOffsetHours, limits, maxAgeMs } = settings;
  const client = createChatClient({ ...settings, ...network, clock });
  const now = (): number => clock.now();
  const send = stack(
    client.send,
    withLimits(createCallQueue(clock), limits, maxAgeMs, now),
    withTransferTurns(limits.callsPerSecond),
    withRetry({ policy: settings.retry, maxAgeMs, repeatUnknown: settings.repeatUnknown, clock, random }),
  );
  const filesUrl = `${baseUrl}/${appKey.orgName}/${appKey.appName}/chatfiles`;
  const importer = createImporter(send, now);
  const fileSending: FileSending = {
    dialect,
    upload: (file, restrictAccess, context) => uploadFile(send, file, { restrictAccess }, filesUrl, context),
    send: (message, context) => sendMessage(send, dialect, message, context),
  };
  return {
    dialect,
    filesUrl,
    historyOffsetHours,
    sendMessage: (message, context) => sendWithFiles(fileSending, message, context),
    uploadFile: (file, options, context) => uploadFile(send, file, options, filesUrl, context),
    downloadFile: (file, receive, context) => downloadFile(send, file, receive, context),
    readHistory: (request, sink, context) => readHistory(send, request, sink, context, now),
    recallMessages: (recalls, context) => recallMessages(send, recalls, context, now),
    importRecords: (records, context) => importer.importRecords(records, context),
    deleteConversation: (conversation, context) => deleteConversation(send, conversation, context),
    close: () => client.close(),
  };
}
