/** An app node of the soak: all are the same chat app, and keep what waits in different ways. */
export interface SoakApp {
  readonly id: string;
  readonly outbox: "disk" | "memory" | "redis";
  readonly repeatUnknown: boolean;
}

/** By what it keeps and repeats. Node-RED takes every property that says the id of a config node for a use of it. */
export const soakApps = [
  { id: "app-aside", outbox: "disk", repeatUnknown: false },
  { id: "app-again", outbox: "disk", repeatUnknown: true },
  { id: "app-memory", outbox: "memory", repeatUnknown: false },
  { id: "app-shared", outbox: "redis", repeatUnknown: false },
] as const satisfies readonly SoakApp[];

/** A node that sends. No two of them write to the same recipient, so that each can be held to its own order. */
export interface SendLane {
  /** Of its node. */
  readonly id: string;
  readonly app: (typeof soakApps)[number]["id"];
  /** What differs from text to users. */
  readonly saved?: Readonly<Record<string, unknown>>;
}

/** All of them. */
export const sendLanes = [
  { id: "texts", app: "app-aside" },
  { id: "repeated", app: "app-again" },
  { id: "fleeting", app: "app-memory" },
  { id: "groups", app: "app-aside", saved: { chatType: "chatgroups" } },
  { id: "rooms", app: "app-aside", saved: { chatType: "chatrooms" } },
  // The same words to each of many, one message each: they may leave together.
  { id: "alarms", app: "app-aside" },
  // More recipients than a request takes.
  { id: "batches", app: "app-again" },
  { id: "pictures", app: "app-aside", saved: { messageType: "img", file: "file", fileType: "msg", filename: "text" } },
  { id: "recallable", app: "app-memory" },
  { id: "replies", app: "app-again", saved: { chatType: "reply" } },
  { id: "shared", app: "app-shared" },
] as const satisfies readonly SendLane[];

/** The other nodes of ours that are given numbered messages. */
export const otherNodes = ["upload", "download", "recall", "import", "history", "delete"] as const;

/** The app nodes there are where there is a Redis, or none. */
export function appsWith(redisUrl: string | undefined): readonly SoakApp[] {
  return soakApps.filter(({ outbox }) => outbox !== "redis" || redisUrl !== undefined);
}

/** The app node of a lane. */
export function appOf(lane: SendLane): SoakApp {
  const app = soakApps.find(({ id }) => id === lane.app);
  if (app === undefined) throw new Error(`no app ${lane.app}`);
  return app;
}
