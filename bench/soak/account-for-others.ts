import { createHash } from "node:crypto";
import { isGivenTo } from "./recipients";
import { keyOf } from "./soak-events";
import type { SoakError, SoakEvent } from "./soak-events";
import { importedAtOnce } from "./soak-load";
import { otherNodes } from "./soak-lanes";
import { countEach, groupBy } from "./soak-record";
import type { Account, SoakRecord } from "./soak-record";

/** What became of one message at a node that does not send. */
interface Ended {
  readonly number: number;
  /** Text that the source gave it. */
  readonly text: string;
  readonly out: readonly unknown[];
  readonly parts: readonly unknown[];
  readonly errors: readonly SoakError[];
  readonly isKilled: boolean;
}

type OtherNode = (typeof otherNodes)[number];

/** Accounts for uploads, downloads, recalls, imports, deletions and readings of the history: what each said of itself is so. */
export function accountForOthers(record: SoakRecord): Account {
  const about = groupBy(record.events.filter(isAboutMessage), keyOf);
  const check = checks(record);
  const fates: string[] = [];
  const problems: string[] = [];
  for (const given of record.events.filter(isGivenTo)) {
    const node = otherNodes.find((id) => id === given.node);
    if (node === undefined) continue;
    const events = about.get(keyOf(given)) ?? [];
    const outputs = events.filter((event) => event.what === "out");
    const ended: Ended = {
      ...{ number: given.number, text: given.text ?? "" },
      out: outputs.filter(({ isPart }) => !isPart).map(({ payload }) => payload),
      parts: outputs.filter(({ isPart }) => isPart).map(({ payload }) => payload),
      errors: events.flatMap((event) => (event.what === "done" && event.error !== undefined ? [event.error] : [])),
      isKilled: record.killed.some(({ process }) => process === given.process),
    };
    const isDone = events.some(({ what }) => what === "done");
    const wrong = [...check[node](ended)];
    if (!isDone && !ended.isKilled) wrong.push("never ended");
    fates.push(`${node}: ${fateOf(ended, isDone)}`);
    problems.push(...wrong.map((what) => `${keyOf(given)} ${what}`));
  }
  return { fates: countEach(fates), problems };
}

function fateOf({ errors, isKilled }: Ended, isDone: boolean): string {
  if (errors.length > 0) return `failed: ${errors.map(({ code }) => code).join(", ")}`;
  return isKilled && !isDone ? "ended with its process" : "done";
}

function checks({ arrived, history, ...stored }: SoakRecord): Record<OtherNode, (ended: Ended) => readonly string[]> {
  const files = groupBy(stored.files, ({ filename }) => filename);
  const contents = new Set(stored.files.map(({ content }) => createHash("sha1").update(content).digest("hex")));
  const imported = groupBy(
    arrived.filter((message) => message.imported === true),
    ({ body }) => String(body["msg"]),
  );

  const deleted = new Set(stored.deleted.map(({ channel }) => channel));

  return {
    upload: ({ out, text }) => (out.length === 0 || files.has(text) ? [] : ["was uploaded and is not there"]),
    download: ({ out }) =>
      out.flatMap((file) =>
        contents.has((file as { readonly sha1: string }).sha1) ? [] : ["brought something that nobody uploaded"],
      ),
    recall: ({ out }) =>
      (out.flat() as readonly { readonly messageId: string; readonly recalled: boolean }[])
        .filter((result) => result.recalled && !stored.recalled.has(result.messageId))
        .map(({ messageId }) => `says that it took back ${messageId}, which is there`),
    import({ number, out, errors, isKilled }) {
      const said = [...out.flat(), ...errors.flatMap(({ done = [] }) => done)] as readonly { readonly index: number }[];
      const isDone = new Set(said.map(({ index }) => index));
      const [left, uncertain] = [errors.flatMap((error) => error.left ?? []), errors.flatMap((e) => e.uncertain ?? [])];
      return Array.from({ length: importedAtOnce }, (_, index) => {
        const times = imported.get(`import ${number} ${index}`)?.length ?? 0;
        if (isDone.has(index))
          return times === 1 ? [] : [`says that it brought ${index}, which is there ${times} times`];
        if (times > 1) return [`brought ${index} ${times} times`];
        if (uncertain.includes(index) || isKilled) return [];
        if (left.includes(index)) return times === 0 ? [] : [`says that ${index} is left, which is there`];
        return errors.some(({ code }) => code === "CHAT_STOPPED") ? [] : [`says nothing of ${index}`];
      }).flat();
    },
    delete({ number, out, errors }) {
      const isGone = deleted.has(`delete-${number}`);
      if (out.length > 0) return isGone ? [] : ["says that it deleted a conversation, which nobody did"];
      const wasNotSent = errors.some(({ outcome }) => outcome === "not-sent");
      return wasNotSent && isGone ? ["says that it did not delete a conversation, which is deleted"] : [];
    },
    history({ out, parts, errors, isKilled }) {
      const ids = parts.flat();
      const isWhole = out.length > 0;
      const isBeginning = ids.every((id, index) => id === history[index]);
      if (!isBeginning) return ["brought records that are not the next"];
      if (isWhole && ids.length < history.length) return [`ended with ${ids.length} of ${history.length} records`];
      return isWhole || errors.length > 0 || isKilled ? [] : ["brought no summary"];
    },
  };
}

function isAboutMessage(event: SoakEvent): event is Extract<SoakEvent, { readonly number: number }> {
  return "number" in event;
}
