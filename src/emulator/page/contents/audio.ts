import { button, element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { fileState } from "../file-state";
import { icon } from "../icon";
import type { Message } from "../message";
import type { OwnFiles } from "../own-files";
import { playAlone } from "../play-alone";
import { playingTime } from "../quantities";
import { webUrl } from "../safe-url";
import { createDraws, seedOf } from "../seed";
import { whenVisible } from "../when-visible";
import type { Words } from "../words";
import { explainUnreachable, goneCard } from "./unreachable";

const barCount = 28;

/** A voice message: a play button, bars that fill while it plays (press them to go there), its length. */
export function audioContent(message: Message, words: Words, files: OwnFiles): HTMLElement {
  const { body } = message;
  const seconds = numberOf(body["length"]);
  const name = textOf(body["filename"]);
  const address = textOf(body["url"]);
  const own = files(address);
  const source = own?.url ?? webUrl(address);
  const bars = barElements(message.id);
  const seek = element("input", "seek");
  const time = element("span", "audio-time", playingTime(seconds));
  if (seconds !== undefined) time.title = words.seconds(seconds);
  const control = button("audio-control", toggle, icon("play"));
  control.disabled = source === undefined;
  label(words.play);
  seek.type = "range";
  seek.max = "100";
  seek.value = "0";
  seek.ariaLabel = words.position;
  // Until it is known how long the sound is, there is nowhere to go.
  seek.disabled = true;
  seek.addEventListener("input", () => {
    if (sound) sound.currentTime = (Number(seek.value) / 100) * sound.duration;
  });
  let sound: HTMLAudioElement | undefined;
  const player = element("div", "audio", control, element("span", "bars", ...bars, seek), time);
  const made = element("div", "", player, name === "" ? undefined : outsideText("small", "audio-name", name));
  if (own) whenVisible(player, () => void lookAfter(own.url));
  return made;

  function toggle(): void {
    sound ??= createSound(source ?? "");
    if (!sound.paused) sound.pause();
    // A sound that cannot be had says so through its "error" event; a pause before it starts rejects too.
    else sound.play().catch(() => undefined);
  }

  function createSound(url: string): HTMLAudioElement {
    const created = element("audio", "");
    playAlone(created);
    created.addEventListener("play", () => {
      control.replaceChildren(icon("pause"));
      label(words.pause);
    });
    for (const end of ["pause", "ended", "error"]) {
      created.addEventListener(end, () => {
        control.replaceChildren(icon("play"));
        label(words.play);
      });
    }
    for (const change of ["timeupdate", "durationchange", "ended"])
      created.addEventListener(change, () => show(created));
    created.addEventListener("error", () => void explain());
    created.src = url;
    // Inside the page, so that it falls silent when its conversation is left.
    player.append(created);
    return created;
  }

  function show({ currentTime, duration, ended }: HTMLAudioElement): void {
    const played = ended ? 0 : currentTime / duration || 0;
    bars.forEach((bar, index) => bar.classList.toggle("played", index < played * barCount));
    seek.disabled = !Number.isFinite(duration);
    seek.value = String(played * 100);
    time.textContent = playingTime(currentTime > 0 && !ended ? currentTime : (seconds ?? finite(duration)));
  }

  function label(word: string): void {
    control.ariaLabel = `${word}: ${words.preview.audio}`;
  }

  async function explain(): Promise<void> {
    const wanted = { name: name || words.preview.audio, address, own, title: words.soundUnreachable };
    made.replaceChildren(await explainUnreachable(wanted, words));
  }

  async function lookAfter(url: string): Promise<void> {
    if ((await fileState(url)).state === "gone") made.replaceChildren(goneCard(name || words.preview.audio, words));
  }
}

/** Recordings that are still being written have no end. */
function finite(seconds: number): number | undefined {
  return Number.isFinite(seconds) ? seconds : undefined;
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
