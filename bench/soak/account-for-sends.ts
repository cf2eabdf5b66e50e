import { findTakenIn } from "./find-taken-in";
import { isGivenTo, recipientsOf } from "./recipients";
import { keyOf } from "./soak-events";
import type { SoakEvent } from "./soak-events";
import { appOf, sendLanes } from "./soak-lanes";
import type { SendLane, SoakApp } from "./soak-lanes";
import { countEach, groupBy } from "./soak-record";
import type { Account, SoakRecord } from "./soak-record";

/**
 * Accounts for every message to every recipient: it arrived once, or more often where the app may repeat and that is said;
 * or nobody knows, and it is said and set aside; or it failed with its error; or it ended with its process, where it was
 * kept nowhere or had not been taken in. An outbox in memory forgets what it has set aside at the next deploy.
 */
export function accountForSends(record: SoakRecord): Account {
  const lanes = new Map<string, SendLane>(sendLanes.map((lane) => [lane.id, lane]));
  const heard = groupBy(record.events.filter(isAboutMessage), keyOf);
  const arrived = groupBy(record.arrived, (message) => `${textOf(message.body)} ${message.to}`);
  const aside = new Set(record.aside.flatMap(({ preview, to }) => to.map((id) => `${preview} ${id}`)));
  const isTakenIn = findTakenIn(record, arrived);
  const names = new Set<string>();
  const fates: string[] = [];
  const problems: string[] = [];
  let doubled = 0;

  for (const given of record.events.filter(isGivenTo)) {
    const lane = lanes.get(given.node);
    if (lane === undefined) continue;
    const app = appOf(lane);
    const about = heard.get(keyOf(given)) ?? [];
    const recipients = recipientsOf(given);
    const facts = recipients.map((to) => {
      const name = `${given.text ?? ""} ${to}`;
      names.add(name);
      return { to, arrivals: arrived.get(name) ?? [], isAside: aside.has(name), app, about };
    });
    if (facts.some(({ arrivals }) => arrivals.length > 1)) doubled += 1;
    const isSilent = !about.some(isEnding);
    if (isSilent && record.killed.some(({ process }) => process === given.process)) {
      const isForgotten = app.outbox === "memory";
      if (isForgotten || !isTakenIn(given)) {
        const fate = isForgotten ? "ended with its process, kept in memory only" : "killed before it was taken in";
        fates.push(...recipients.map(() => fate));
        problems.push(
          ...facts.flatMap((one) => (one.arrivals.length > 1 ? [`${given.text} to ${one.to} doubled`] : [])),
        );
        continue;
      }
    }
    for (const one of facts) {
      const { fate, wrong } = fateOf(one);
      fates.push(fate);
      problems.push(...wrong.map((what) => `${keyOf(given)} (${given.text}) to ${one.to} ${what}`));
    }
  }
  const said = record.lines.filter((line) => /may (have )?arrived? twice/.test(line)).length;
  if (doubled > said) problems.push(`${doubled} messages arrived twice, and ${said} were said to`);
  for (const { body, to, imported, id } of record.arrived) {
    if (!imported && !names.has(`${textOf(body)} ${to}`)) problems.push(`${id} to ${to} was never given`);
  }
  return { fates: countEach(fates), problems };
}

interface Facts {
  readonly to: string;
  readonly arrivals: readonly { readonly id: string }[];
  readonly isAside: boolean;
  readonly app: SoakApp;
  readonly about: readonly SoakEvent[];
}

function fateOf({ to, arrivals, isAside, app, about }: Facts): { fate: string; wrong: readonly string[] } {
  const errors = about.flatMap((event) => ("error" in event ? [event.error] : []));
  const receipts = [...about.flatMap(receiptsOf), ...errors.flatMap(({ sent = [] }) => sent)].filter(
    (one) => one.to === to,
  );
  // Redis itself fell silent when it was told of the message: it has it, or knows nothing of it, and sets nothing aside.
  const isUntaken = errors.some(({ issues = [] }) => issues.some(({ path }) => path === "redisUrl"));
  const isUncertain = errors.some(({ uncertain = [] }) => uncertain.includes(to));
  const isRefused = errors.some(({ unsent = [] }) => unsent.includes(to));
  const ids = arrivals.map(({ id }) => id);
  const rules: readonly (readonly [what: string, isWrong: boolean])[] = [
    ["is missing", ids.length === 0 && receipts.length === 0 && !isUncertain && !isRefused],
    ["has a receipt and did not arrive", ids.length === 0 && receipts.length > 0],
    ["arrived, and the flow heard nothing", ids.length > 0 && receipts.length === 0 && !isUncertain && !isRefused],
    ["arrived although it was refused", ids.length > 0 && isRefused && !isUncertain],
    ["arrived more than once", ids.length > 1 && !app.repeatUnknown],
    ["has the receipt of another", receipts.some(({ messageId }) => messageId !== null && !ids.includes(messageId))],
    ["is uncertain and not set aside", isUncertain && !isUntaken && !isAside && app.outbox !== "memory"],
    ["is set aside, and the flow heard nothing", isAside && !isUncertain && !isRefused],
  ];
  const fate = isUncertain
    ? `uncertain, and it ${ids.length > 0 ? "arrived" : "did not arrive"}`
    : isRefused
      ? `failed: ${errors.map(({ code }) => code).join(", ")}`
      : ids.length > 1
        ? "delivered more than once, and said"
        : "delivered once";
  return { fate, wrong: rules.flatMap(([what, isWrong]) => (isWrong ? [what] : [])) };
}

function receiptsOf(event: SoakEvent): readonly { readonly to: string; readonly messageId: string | null }[] {
  if (event.what === "done") return event.receipts ?? [];
  return event.what === "out" ? (event.payload as { to: string; messageId: string | null }[]) : [];
}

function isEnding(event: SoakEvent): boolean {
  return event.what === "out" || event.what === "failed" || (event.what === "done" && event.error !== undefined);
}

type AboutMessage = Extract<SoakEvent, { readonly number: number }>;

function isAboutMessage(event: SoakEvent): event is AboutMessage {
  return "number" in event;
}

/** What a message is known by: its words, or the name of its file. */
function textOf(body: Readonly<Record<string, unknown>>): string {
  return String(body["msg"] ?? body["filename"]);
}
