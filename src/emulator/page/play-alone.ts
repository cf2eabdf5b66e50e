let playing: HTMLMediaElement | undefined;

/** Whenever it starts, whatever else plays pauses: only one sound at a time, as on a phone. */
export function playAlone(media: HTMLMediaElement): void {
  media.addEventListener("play", () => {
    if (playing !== media) playing?.pause();
    playing = media;
  });
}
