/** The page's own line icons, 24 by 24. */
import { drawing } from "./drawing";

/** The icons there are. */
export type IconName = keyof typeof paths;

const paths = {
  back: "M15 5l-7 7 7 7",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
  bellOff: "M6 17V11c0-1 .2-1.9.6-2.7M9.3 5.6A6 6 0 0 1 18 11v4.5M4.5 19H16M10 21.5h4M4 4l16 16",
  bellRing: "M7 17v-6a5 5 0 0 1 10 0v6l1.5 2h-13zM10 21.5h4M3 9c.2-2 1-3.6 2.3-5M21 9c-.2-2-1-3.6-2.3-5",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5",
  broken: "M20 13V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7M4 16l5-5 4 4M15 9h.01M16 16l5 5M21 16l-5 5",
  code: "M8 8l-4 4 4 4M16 8l4 4-4 4",
  copy: "M9 9h10v11H9zM6 15H5V4h10v1",
  cross: "M6 6l12 12M18 6L6 18",
  down: "M6 10l6 6 6-6",
  download: "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 19.5h14",
  external: "M13 5h6v6M19 5l-9 9M17 14v5H5V7h5",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  fileGone: "M11.5 21H7V3h7l5 5v5M14 3v5h5M15 16l5.5 5.5M20.5 16L15 21.5",
  newChat:
    "M19 13v4.5a2.5 2.5 0 0 1-2.5 2.5h-10A2.5 2.5 0 0 1 4 17.5v-10A2.5 2.5 0 0 1 6.5 5H11M10 14l1-3.5L18 3.5l2.5 2.5-7 7z",
  pause: "M8.5 6v12M15.5 6v12",
  pin: "M12 21c4.5-5 7-8.2 7-11.3A7 7 0 0 0 5 9.7C5 12.8 7.5 16 12 21zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
  play: "M8 5.5v13l10.5-6.5z",
  prompt: "M5 7l5 5-5 5M12.5 17H19",
  search: "M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.8 15.8L20 20",
  send: "M4.5 4.5L20 12 4.5 19.5l2-7.5zM6.5 12H13",
  spark: "M12 3l2.2 6.3L20.5 12l-6.3 2.7L12 21l-2.2-6.3L3.5 12l6.3-2.7z",
  tick: "M5 12.5l4.5 4.5L19 7.5",
  undo: "M9 7L4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-2",
  video: "M4 6h11v12H4zM15 10.5l5-3v9l-5-3z",
} as const;

/** Says nothing to a screen reader: the words beside it do. */
export function icon(name: IconName): SVGSVGElement {
  const svg = drawing("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" });
  svg.append(drawing("path", { d: paths[name] }));
  return svg;
}
