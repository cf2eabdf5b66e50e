import { stack } from "../../src/client/call";
import { createChatClient } from "../../src/client/chat-client";
import type { Clock } from "../../src/client/clock";
import { deleteConversation } from "../../src/client/conversation/delete-conversation";
import { downloadFile } from "../../src/client/files/download-file";
import { uploadFile } from "../../src/client/files/upload-file";
import { readHistory } from "../../src/client/history/read-history";
import { createLimits } from "../../src/delivery/limits/create-limits";
import { withinLimits } from "../../src/delivery/limits/within-limits";
import { createImporter } from "../../src/delivery/many/import-records";
import { recallMessages } from "../../src/delivery/many/recall-messages";
import { sendMessage } from "../../src/delivery/sending/send-message";
import { sendWithFiles } from "../../src/delivery/sending/send-with-files";
import type { OutboxOptions } from "../../src/delivery/outbox/outbox";
import type { FileSending } from "../../src/delivery/sending/send-with-files";
import { withRetry } from "../../src/delivery/retry/with-retry";
import { withTransferTurns } from "../../src/delivery/limits/with-transfer-turns";
import type { RedisConnection } from "../../src/delivery/outbox/redis-connection";
import type { ChatApp } from "../node-kit/chat-app";
import { runOutbox } from "./app-outbox";
import type { OutboxLog } from "./app-outbox";
import type { LeftBehind } from "./attached-nodes";
import { appLanes } from "./app-lanes";
import type { AppSettings } from "./app-settings";
import type { NetworkSettings } from "./network-settings";
import { openOutbox } from "./open-outbox";
import type { OutboxSurroundings } from "./open-outbox";

/** What an app is told of the config node that it belongs to. */
export interface AppSurroundings extends OutboxLog {
  /** Its id. */
  readonly appId: string;
  /** Where a disk outbox keeps its messages. */
  readonly outboxFolder: string;
  readonly leftBehind: LeftBehind;
}

/** What is on the wire when an app is closed may take so long to end, milliseconds. */
const graceMs = 1_500;

/** How many messages may wait: in memory they take room that others need. */
const mostWaiting = { memory: 10_000, disk: 100_000, redis: 100_000 } as const;

/** Stacks the layers of one app: the only place where they meet. */
export function createChatApp(
  settings: AppSettings,
  network: NetworkSettings,
  surroundings: AppSurroundings,
  clock: Clock,
  random: () => number,
): ChatApp {
  const { baseUrl, appKey, dialect, historyOffsetHours, limits, maxAgeMs } = settings;
  const client = createChatClient({ ...settings, ...network, clock });
  const now = (): number => clock.now();
  const app = `${baseUrl} ${appKey.orgName}#${appKey.appName}`;
  const lanes = appLanes(app, clock);
  const limiting = createLimits({
    ...{ limits, evenPace: settings.evenPace, policy: settings.retry, maxAgeMs, clock, random },
    maxWaiting: mostWaiting[settings.outbox.kind],
    createLanes: (options) => lanes.create(options),
  });
  const send = stack(
    client.send,
    limiting.layer,
    withTransferTurns(limits.callsPerSecond),
    withRetry({
      ...{ policy: settings.retry, maxAgeMs, repeatUnknown: settings.repeatUnknown, clock, random },
      nextPlace: () => limiting.nextPlace(),
      closedForMs: (call) => limiting.closedForMs(call),
      awaySince: () => limiting.awaySince(),
    }),
  );
  const filesUrl = `${baseUrl}/${appKey.orgName}/${appKey.appName}/chatfiles`;
  const importer = createImporter(send, now);
  const withinPlan = withinLimits(dialect, limits);
  const fileSending: FileSending = {
    dialect: withinPlan,
    upload: (file, restrictAccess, context) => uploadFile(send, file, { restrictAccess }, filesUrl, context),
    send: (message, context) => sendMessage(send, withinPlan, message, context),
  };
  let redis: RedisConnection | undefined;
  const outboxSurroundings: OutboxSurroundings = {
    ...{ app, clock, nodeId: surroundings.appId, folder: surroundings.outboxFolder },
    onRedis(connection) {
      redis = connection;
      lanes.shareThrough(connection);
      connection.warnings.forEach(surroundings.onRedisWarning);
    },
  };
  const outbox = runOutbox(
    (listeners, signal) => {
      const options = {
        ...listeners,
        deliver: (outgoing, context) => sendWithFiles(fileSending, outgoing, context),
        repeatUnknown: settings.repeatUnknown,
        maxAgeMs,
        maxWaiting: mostWaiting[settings.outbox.kind],
        graceMs,
      } satisfies OutboxOptions;
      return openOutbox(settings.outbox, options, outboxSurroundings, signal);
    },
    surroundings,
    clock,
  );
  return {
    dialect,
    filesUrl,
    historyOffsetHours,
    sendMessage: (entry, context) => outbox.send(entry, context),
    uploadFile: (file, options, context) => uploadFile(send, file, options, filesUrl, context),
    downloadFile: (file, receive, context) => downloadFile(send, file, receive, context),
    readHistory: (request, sink, context) => readHistory(send, request, sink, context, now),
    recallMessages: (recalls, context) => recallMessages(send, recalls, context, now),
    importRecords: (records, context) => importer.importRecords(records, context),
    deleteConversation: (conversation, context) => deleteConversation(send, conversation, context),
    outbox,
    limitedForMs: () => limiting.limitedForMs(),
    start: () => outbox.start(),
    async close() {
      await outbox.close();
      await limiting.close().catch(() => undefined);
      await redis?.close().catch(() => undefined);
      client.close();
    },
  };
}
