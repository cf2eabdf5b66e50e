/** What `ext` says about the push notification of a message. */
import { fieldsOf, textOf, type Fields } from "./fields";

/** The push fields that a sender sets. */
export interface PushFacts {
  /** `em_ignore_notification`. */
  readonly silent: boolean;
  /** `em_force_notification`; loses to `silent` on the real service. */
  readonly forced: boolean;
  /** The notification's title, `""` when none was sent. */
  readonly title: string;
  /** The notification's text, `""` when none was sent. */
  readonly content: string;
}

/** Reads both places where a title may stand: `em_apns_ext` and the newer `em_push_ext`. */
export function pushFacts(ext: Fields): PushFacts {
  const apns = fieldsOf(ext["em_apns_ext"]);
  const push = fieldsOf(ext["em_push_ext"]);
  return {
    silent: ext["em_ignore_notification"] === true,
    forced: ext["em_force_notification"] === true,
    title: textOf(apns["em_push_title"]) || textOf(push["title"]),
    content: textOf(apns["em_push_content"]) || textOf(push["content"]),
  };
}
