import { button, element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { icon } from "../icon";
import type { Message } from "../message";
import { playingTime } from "../quantities";
import { webUrl } from "../safe-url";
import { createDraws, seedOf } from "../seed";
import type { Words } from "../words";

const barCount = 28;
/** Only one sound at a time, as on a phone. */
let playing: HTMLAudioElement | undefined;

/** A voice message: a play button, bars that fill while it plays, its length. */
export function audioContent(message: Message, words: Words): HTMLElement {
  const seconds = numberOf(message.body["length"]);
  const url = webUrl(textOf(message.body["url"]));
  const bars = barElements(message.id);
  const said = element("span", "audio-time", playingTime(seconds));
  if (seconds !== undefined) said.title = words.seconds(seconds);
  const control = button("audio-control", () => toggle(), icon("play"));
  control.disabled = url === undefined;
  label(words.play);
  let sound: HTMLAudioElement | undefined;

  function toggle(): void {
    sound ??= createSound(url ?? "");
    if (!sound.paused) {
      sound.pause();
      return;
    }
    playing?.pause();
    playing = sound;
    // A sound that cannot be had says so through its "error" event; a pause before it starts rejects too.
    sound.play().catch(() => undefined);
  }

  function createSound(source: string): HTMLAudioElement {
    const made = new Audio(source);
    made.addEventListener("play", () => {
      control.replaceChildren(icon("pause"));
      label(words.pause);
    });
    for (const end of ["pause", "ended", "error"]) {
      made.addEventListener(end, () => {
        control.replaceChildren(icon("play"));
        label(words.play);
      });
    }
    made.addEventListener("timeupdate", () => {
      const played = made.ended ? 0 : (made.currentTime / made.duration || 0) * bars.length;
      bars.forEach((bar, index) => bar.classList.toggle("played", index < played));
    });
    made.addEventListener("error", () => said.replaceChildren(words.soundUnreachable));
    return made;
  }

  function label(word: string): void {
    control.ariaLabel = `${word}: ${words.preview.audio}`;
  }

  const name = textOf(message.body["filename"]);
  const made = element("div", "audio", control, element("span", "bars", ...bars), said);
  return name === "" ? made : element("div", "", made, outsideText("small", "audio-name", name));
}

/** Not the sound's own shape (nobody has it yet), but the same for the same message. */
function barElements(id: string): readonly HTMLElement[] {
  const draw = createDraws(seedOf(id));
  return Array.from({ length: barCount }, (_, index) => {
    const bar = element("i", "");
    const swell = Math.sin((index / barCount) * Math.PI);
    bar.style.height = `${Math.round(18 + (0.35 + 0.65 * swell) * draw() * 82)}%`;
    return bar;
  });
}
