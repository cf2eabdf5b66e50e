import { isGivenTo, recipientsOf } from "./recipients";
import { sendLanes } from "./soak-lanes";
import type { Account, SoakRecord } from "./soak-record";

/**
 * Whether each recipient got the messages of a lane in the order in which its node was given them; of one that came more
 * than once, the first time counts. Records that were imported come in the order of their times.
 */
export function accountForOrder({ events, arrived }: SoakRecord): Account {
  const places = new Map<string, { readonly place: number; readonly lane: string }>();
  const lanes = new Set<string>(sendLanes.map(({ id }) => id));
  let place = 0;
  for (const given of events.filter(isGivenTo)) {
    if (!lanes.has(given.node)) continue;
    place += 1;
    for (const to of recipientsOf(given)) places.set(`${given.text ?? ""} ${to}`, { place, lane: given.node });
  }
  const latest = new Map<string, { readonly place: number; readonly name: string }>();
  const seen = new Set<string>();
  const problems: string[] = [];
  let compared = 0;
  for (const { body, to } of arrived) {
    const words = String(body["msg"] ?? body["filename"]);
    const name = `${words} ${to}`;
    const found = places.get(name) ?? importedPlace(words);
    if (found === undefined || seen.has(name)) continue;
    seen.add(name);
    const conversation = `${found.lane} ${to}`;
    const before = latest.get(conversation);
    if (before !== undefined) compared += 1;
    if (before !== undefined && found.place < before.place) problems.push(`${name} arrived after ${before.name}`);
    else latest.set(conversation, { place: found.place, name });
  }
  return { fates: { "in order within its conversation": compared - problems.length }, problems };
}

/** Of records, their numbers say it. */
function importedPlace(words: string): { readonly place: number; readonly lane: string } | undefined {
  const [, number, index] = /^import (\d+) (\d+)$/.exec(words) ?? [];
  return number === undefined ? undefined : { place: Number(number) * 100 + Number(index), lane: "import" };
}
