/** A picture in memory that can be resized: the few parts of the library that thumbnails take, loaded when the first is made. */
import { createJimp } from "@jimp/core";
import gif from "@jimp/js-gif";
import jpeg from "@jimp/js-jpeg";
import png from "@jimp/js-png";
import { methods as resizing } from "@jimp/plugin-resize";

/** Reads and writes PNG, JPEG and GIF. */
export const Picture = createJimp({ formats: [png, jpeg, gif], plugins: [resizing] });
