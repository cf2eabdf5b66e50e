import { Picture } from "../../../src/emulator/service/picture";

/** A picture that no format can make small, the same at each call. */
export async function noisyPicture(
  width: number,
  height: number,
  type: "image/png" | "image/jpeg" | "image/gif" = "image/png",
): Promise<Buffer> {
  const picture = new Picture({ width, height });
  const { data } = picture.bitmap;
  let state = 1;
  for (let at = 0; at < data.length; at += 1) {
    state = (state * 48_271) % 2_147_483_647;
    data[at] = at % 4 === 3 ? 255 : state & 255;
  }
  return picture.getBuffer(type);
}
