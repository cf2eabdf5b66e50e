import type { TypedField } from "./typed-fields";
import { fromOr } from "./value-sources";

const text: TypedField = { types: fromOr() };

/** Every typed field of the send node: what may be chosen and, as a placeholder, what a literal looks like. */
export function messageFields(_: Translate): Readonly<Record<string, TypedField>> {
  const chatTypes = ["users", "chatgroups", "chatrooms", "reply"].map((value) => ({
    value,
    label: _(`option.chatType.${value}`),
  }));
  return {
    chatType: {
      types: [{ value: "pick", label: _("option.pick"), icon: "fa fa-list-ul", options: chatTypes }, ...fromOr()],
    },
    to: { types: fromOr("json"), examples: { str: "alice, bob", json: '["alice", "bob"]' } },
    from: { types: fromOr(), examples: { str: "admin" } },
    body: { types: fromOr("json"), examples: { json: '{"type": "txt", "msg": "…"}' } },
    text: { types: fromOr(), examples: { str: _("placeholder.text") } },
    file: { types: fromOr("bin"), examples: { str: _("placeholder.file") } },
    filename: { types: fromOr(), examples: { str: _("placeholder.filename") } },
    thumbnail: { types: fromOr("bin"), examples: { str: _("placeholder.file") } },
    size: { types: fromOr("json"), examples: { json: '{"width": 640, "height": 480}' } },
    length: { types: fromOr("num"), examples: { num: "12", str: "12" } },
    lat: { types: fromOr("num"), examples: { num: "52.3702", str: "52.3702" } },
    lng: { types: fromOr("num"), examples: { num: "4.8952", str: "4.8952" } },
    addr: { types: fromOr(), examples: { str: _("placeholder.addr") } },
    action: { types: fromOr(), examples: { str: "open-valve" } },
    customEvent: { types: fromOr(), examples: { str: "tank-alarm" } },
    customExts: { types: fromOr("json"), examples: { json: '{"tank": "3", "level": "12 %"}' } },
    ext: { types: fromOr("json"), examples: { json: '{"priority": "high"}' } },
    pushTitle: text,
    pushContent: text,
    pushCategory: text,
    pushSound: { types: fromOr(), examples: { str: "alarm.caf" } },
  };
}
