/** Media files of more formats, written byte by byte as their specifications say; the smallest that still tell their facts. */
import { createJimp } from "@jimp/core";
import gif from "@jimp/js-gif";
import jpeg from "@jimp/js-jpeg";

/** A JPEG or a GIF of one colour. */
export function flatPicture(type: "image/jpeg" | "image/gif", width: number, height: number): Promise<Buffer> {
  const Picture = createJimp({ formats: [jpeg, gif] });
  return new Picture({ width, height, color: 0x3fadb5ff }).getBuffer(type);
}

/** The same JPEG as a phone writes it that was held upright: the pixels lie on their side, and Exif data say so. */
export function turned(picture: Buffer, orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write("II*\0", 0, "latin1");
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return withSegment(picture, 0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff]));
}

/** A JPEG with something before all else, as cameras put previews and maps of depth there. */
export function withSegment(picture: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), head, content, picture.subarray(2)]);
}

/** A WebP's extended head. */
export function webp(width: number, height: number): Buffer {
  const file = Buffer.alloc(30);
  file.write("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0", 0, "latin1");
  file.writeUIntLE(width - 1, 24, 3);
  file.writeUIntLE(height - 1, 27, 3);
  return file;
}

/** MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 1,152 samples a frame. */
export function silentMp3(frames: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x64]);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

/** Ogg with Opus: what counts is the sample number of the last page, at 48 kHz. */
export function silentOpus(seconds: number): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead", 0, "latin1");
  head.set([1, 1], 8);
  head.writeUInt32LE(48_000, 12);
  const tags = Buffer.from("OpusTags\x04\0\0\0none\0\0\0\0", "latin1");
  return Buffer.concat([
    oggPage(2, 0, 0, head),
    oggPage(0, 0, 1, tags),
    oggPage(4, Math.round(seconds * 48_000), 2, Buffer.from([0xf8, 0xff, 0xfe])),
  ]);
}

function oggPage(flags: number, position: number, number: number, content: Buffer): Buffer {
  const head = Buffer.alloc(28);
  head.write("OggS", 0, "latin1");
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(position), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(number, 18);
  head.set([1, content.length], 26);
  return Buffer.concat([head, content]);
}

/**
 * An MP4 without a track that tells its length in thousandths of a second.
 *
 * @param brand `isom` of films, `M4A ` of sound
 * @param contentBytes of its film, which stands before what tells the length, as cameras write it
 * @param isWide whether lengths and times have 64 bits
 */
export function mp4(brand: string, seconds: number, contentBytes = 0, isWide = false): Buffer {
  const times = Buffer.alloc(112);
  times.writeUInt8(isWide ? 1 : 0);
  times.writeUInt32BE(1_000, isWide ? 20 : 12);
  times.writeUInt32BE(Math.round(seconds * 1_000), isWide ? 28 : 16);
  const type = Buffer.concat([Buffer.from(brand), Buffer.alloc(4), Buffer.from(brand)]);
  const film = box("mdat", Buffer.alloc(contentBytes), isWide);
  return Buffer.concat([box("ftyp", type), film, box("moov", box("mvhd", times.subarray(0, isWide ? 112 : 100)))]);
}

function box(type: string, content: Buffer, isWide = false): Buffer {
  const head = Buffer.alloc(isWide ? 16 : 8);
  if (isWide) head.writeBigUInt64BE(BigInt(content.length + 16), 8);
  head.writeUInt32BE(isWide ? 1 : content.length + 8, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, content]);
}

/** A WebM: its length in milliseconds, as a floating number. */
export function webm(seconds: number): Buffer {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(seconds * 1_000);
  const info = [element("2ad7b1", Buffer.from([0x0f, 0x42, 0x40])), element("4489", duration)];
  return Buffer.concat([
    element("1a45dfa3", element("4282", Buffer.from("webm"))),
    element("18538067", element("1549a966", Buffer.concat(info))),
  ]);
}

function element(id: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id, "hex"), Buffer.from([0x80 | content.length]), content]);
}

/** AMR of the narrow band at 12.2 kbit/s: 50 frames a second, of 32 bytes. */
export function silentAmr(frames: number): Buffer {
  const frame = Buffer.alloc(32);
  frame.writeUInt8(0x3c);
  return Buffer.concat([Buffer.from("#!AMR\n"), ...Array.from({ length: frames }, () => frame)]);
}
