import type { Issue } from "../issue";
import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";
import { good, isGiven } from "./rule";
import type { Reading } from "./rule";
import { jsonCopy, objectOf, visibleText } from "./values";

/** What a phone is told besides the message. */
export interface PushDraft {
  readonly title?: unknown;
  readonly content?: unknown;
  readonly category?: unknown;
  readonly sound?: unknown;
  readonly mutable?: boolean;
  readonly silent?: boolean;
  readonly force?: boolean;
}

/**
 * Builds `ext`: the flow's own object, with the push options where the service looks for them (texts and
 * `em_push_mutable_content` inside `em_apns_ext`, the two switches beside it).
 *
 * @returns `undefined` where there is nothing in it: the service refuses `ext: null`
 */
export function parseExt(
  ext: unknown,
  push: PushDraft,
  deliveryId: string | undefined,
  issues: Issue[],
): JsonObject | undefined {
  const reading = isGiven(ext) ? plainObject(ext) : good({});
  if (!reading.ok) issues.push({ path: "ext", ...reading.problem });
  const own: JsonObject = reading.ok ? reading.value : {};
  const apns: Record<string, unknown> = {};
  const texts = { title: push.title, content: push.content, category: push.category, sound: push.sound };
  for (const [name, value] of Object.entries(texts)) {
    if (!isGiven(value)) continue;
    const words = visibleText(value);
    if (words.ok) apns[`em_push_${name}`] = words.value;
    else issues.push({ path: `push${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`, ...words.problem });
  }
  if (push.mutable === true) apns["em_push_mutable_content"] = true;
  const inherited = isJsonObject(own["em_apns_ext"]) ? own["em_apns_ext"] : {};
  const result = {
    ...own,
    ...(Object.keys(apns).length > 0 ? { em_apns_ext: { ...inherited, ...apns } } : {}),
    ...(push.silent === true ? { em_ignore_notification: true } : {}),
    ...(push.force === true ? { em_force_notification: true } : {}),
    ...(deliveryId === undefined ? {} : { delivery_id: deliveryId }),
  };
  return Object.keys(result).length > 0 ? result : undefined;
}

function plainObject(value: unknown): Reading<JsonObject> {
  const object = objectOf(value);
  if (!object.ok) return object;
  const copy = jsonCopy(object.value);
  return copy.ok ? objectOf(copy.value) : copy;
}
