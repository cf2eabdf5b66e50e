import { maxBodyBytes } from "../../src/client/dialects/dialect";
import { sharedText } from "./shared-text";

/** Shows how large a message is. */
export interface MessageMeter {
  readonly element: JQuery;
  /** @param isWhole whether the flow adds nothing */
  show(bytes: number, isWhole: boolean): void;
  /** Lets go of what is still to be said. */
  end(): void;
}

/** Who types is not interrupted: the size is said when it has stayed the same for so long, milliseconds. */
const pauseMs = 1200;

/** A meter of a message's bytes against what the service takes, with the error's own words where it is too large. */
export function messageMeter(_: Translate): MessageMeter {
  const bar = $("<div>", { class: "agora-chat-meter-bar" }).append($("<div>"));
  const meter = $("<div>", {
    class: "agora-chat-meter",
    role: "meter",
    "aria-label": _("size.label"),
    "aria-valuemin": 0,
    "aria-valuemax": maxBodyBytes,
  }).append(bar);
  const words = $("<div>", { class: "agora-chat-meter-words", "aria-hidden": "true" });
  const heard = $("<div>", { class: "agora-chat-heard", "aria-live": "polite" });
  const warning = $("<div>", { class: "agora-chat-warning agora-chat-hint", role: "alert" }).prop("hidden", true);
  let pause: ReturnType<typeof setTimeout> | undefined;
  let said: string | undefined;

  return {
    element: $("<div>", { class: "agora-chat-size" }).append(meter, words, heard, warning),
    show(bytes, isWhole) {
      const format = (number: number): string => number.toLocaleString(RED.i18n.lang());
      const params = { found: format(bytes), allowed: format(maxBodyBytes) };
      const text = isWhole ? _("size.bytes", params) : _("size.bytes-later", params);
      if (text === words.text()) return;
      const isTooLarge = bytes > maxBodyBytes;
      words.text(text);
      bar.children().css("width", `${Math.min(100, (bytes / maxBodyBytes) * 100)}%`);
      meter.attr({ "aria-valuenow": Math.min(bytes, maxBodyBytes), "aria-valuetext": text });
      meter.attr("data-state", isTooLarge ? "too-large" : bytes > maxBodyBytes * 0.9 ? "nearly" : "well");
      const problem = isTooLarge ? sharedText("problem.too-large", { found: bytes, allowed: maxBodyBytes }) : "";
      warning.prop("hidden", !isTooLarge).text(problem);
      clearTimeout(pause);
      // What is there when the dialog opens can be read; only changes are said.
      pause = said === undefined ? undefined : setTimeout(() => heard.text(isTooLarge ? "" : text), pauseMs);
      said = text;
    },
    end: () => clearTimeout(pause),
  };
}
