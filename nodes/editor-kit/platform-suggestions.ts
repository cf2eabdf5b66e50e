import type { Dialog } from "./dialog";

/** What usually goes with a platform. */
interface Suggestion {
  /** The first is put in where there is only one. */
  readonly hosts: readonly { readonly host: string; readonly region: string }[];
  readonly auth: string;
  /** What an App Key looks like there. */
  readonly appKey: string;
}

/** The regions are keys of the catalogue. */
const suggestions: Readonly<Record<string, Suggestion>> = {
  agora: {
    hosts: [
      { host: "a41.chat.agora.io", region: "region.usa" },
      { host: "a61.chat.agora.io", region: "region.singapore" },
      { host: "a71.chat.agora.io", region: "region.germany" },
    ],
    auth: "certificate",
    appKey: "41117440#383391",
  },
  easemob: {
    hosts: [{ host: "a1.easemob.com", region: "region.china" }],
    auth: "secret",
    appKey: "1100250214123456#demo",
  },
};

/**
 * Lets the platform suggest host and sign-in. What the user wrote or chose stays: only an empty host, a host that this
 * function put there, and a sign-in that was never chosen and has nothing filled in are replaced.
 *
 * @param credentialNames the fields of each sign-in
 */
export function suggestByPlatform(dialog: Dialog, credentialNames: Readonly<Record<string, readonly string[]>>): void {
  const [platform, host, auth] = ["platform", "host", "auth"].map((property) => dialog.input(property)) as [
    JQuery,
    JQuery,
    JQuery,
  ];
  const list = $("<datalist>", { id: "agora-chat-hosts" }).insertAfter(host);
  host.attr("list", "agora-chat-hosts");
  let suggestedHost = "";
  let isAuthChosen = false;

  const showExamples = (): void => {
    const { hosts, appKey } = suggestionOf(platform);
    dialog.input("appKey").attr("placeholder", appKey);
    list.empty().append(hosts.map(({ host, region }) => $("<option>", { value: host, label: dialog.node._(region) })));
    host.attr("placeholder", hosts[0]?.host ?? "");
  };
  const fillIn = (): void => {
    const { hosts, auth: usual } = suggestionOf(platform);
    if (host.val() === "" || host.val() === suggestedHost) {
      suggestedHost = hosts.length === 1 ? (hosts[0]?.host ?? "") : "";
      host.val(suggestedHost).trigger("change");
    }
    const filled = credentialNames[String(auth.val())]?.some((name) => dialog.input(name).val() !== "") ?? false;
    if (!isAuthChosen && !filled && auth.val() !== usual) {
      auth.val(usual).trigger("change");
    }
  };

  auth.on("input", () => {
    isAuthChosen = true;
  });
  // Node-RED triggers a change of its own when the dialog opens; an `input` event only comes from a person.
  platform.on("input", () => {
    showExamples();
    fillIn();
  });
  showExamples();
}

function suggestionOf(platform: JQuery): Suggestion {
  return suggestions[String(platform.val())] ?? { hosts: [], auth: "", appKey: "" };
}
