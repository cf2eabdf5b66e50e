import { fieldsOf, numberOf, type Fields } from "../fields";

/** How a picture or film lies in its bubble. */
export interface Shape {
  /** Width by height, kept between what a phone shows of very wide and very tall ones. */
  readonly ratio: number;
  /** Pixels, as sent along. */
  readonly width: number | undefined;
}

/** The shape that a body's `size` gives, so that nothing moves when the picture has loaded. */
export function shapeOf(body: Fields, usualRatio: number): Shape {
  const size = fieldsOf(body["size"]);
  const width = numberOf(size["width"]);
  const height = numberOf(size["height"]);
  const known = width !== undefined && height !== undefined && width > 0 && height > 0;
  return {
    ratio: Math.min(Math.max(known ? width / height : usualRatio, 0.6), 2.4),
    width: known ? width : undefined,
  };
}
