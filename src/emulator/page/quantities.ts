/** Seconds and bytes as a phone writes them. */

/** 75 is "1:15"; `undefined` is "–:––" (the length was not sent). */
export function playingTime(seconds: number | undefined): string {
  if (seconds === undefined || seconds < 0) return "–:––";
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** 1536 is "1.5 kB"; steps of 1024. */
export function fileSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length - 1);
  const value = bytes / 1024 ** step;
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step] ?? ""}`;
}
