import { WebSocket } from "ws";
import { enough } from "./enough";

/** Node-RED's debug sidebar. */
export interface Sidebar {
  /** Waits until debug nodes of this name have shown so much; returns what they have. */
  shown(name: string, count: number): Promise<readonly unknown[]>;
  /** Who has shown anything. */
  names(): readonly string[];
  close(): void;
}

/** Opens it, for what is shown from now on. @param nodeRed where Node-RED is */
export async function readSidebar(nodeRed: string): Promise<Sidebar> {
  const entries: { readonly name: string; readonly value: unknown }[] = [];
  const socket = new WebSocket(`${nodeRed.replace("http:", "ws:")}/comms`);
  socket.on("message", (text: Buffer) => {
    const events = JSON.parse(text.toString()) as readonly SidebarEvent[];
    for (const { topic, data } of events) {
      if (topic !== "debug") continue;
      const { name = "", msg = "", format = "" } = data;
      entries.push({ name, value: /^(Object|array)/.test(format) ? (JSON.parse(msg) as unknown) : msg });
    }
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  socket.send(JSON.stringify({ subscribe: "debug" }));
  const shownBy = (name: string): readonly unknown[] =>
    entries.filter((entry) => entry.name === name).map(({ value }) => value);
  return {
    shown: (name, count) => enough(() => shownBy(name), count),
    names: () => entries.map(({ name }) => name),
    close: () => socket.close(),
  };
}

interface SidebarEvent {
  readonly topic: string;
  readonly data: { readonly name?: string; readonly msg?: string; readonly format?: string };
}
