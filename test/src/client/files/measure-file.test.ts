import should from "should";
import { bytesSource } from "../../../../src/client/files/bytes-source";
import { measureFile } from "../../../../src/client/files/measure-file";
import type { MeasuredFacts } from "../../../../src/client/files/measure-file";
import { playingSeconds } from "../../../../src/client/files/playing-seconds";
import {
  flatPicture,
  mp4,
  silentAmr,
  silentMp3,
  silentOpus,
  turned,
  webm,
  webp,
  withSegment,
} from "../../../support/media-formats";
import { flatPng, silentWav } from "../../../support/sample-media";

function measured(content: Buffer, name = ""): Promise<MeasuredFacts> {
  return measureFile(bytesSource(content, "file"), name);
}

describe("measuring a file", () => {
  let jpeg: Buffer;
  let gif: Buffer;

  before(async () => {
    jpeg = await flatPicture("image/jpeg", 64, 48);
    gif = await flatPicture("image/gif", 20, 10);
  });

  it("finds the pixels of a PNG", async () =>
    should(await measured(flatPng(64, 48))).eql({ mimeType: "image/png", extension: "png", width: 64, height: 48 }));
  it("finds the pixels of a JPEG", async () =>
    should(await measured(jpeg)).eql({ mimeType: "image/jpeg", extension: "jpg", width: 64, height: 48 }));
  it("finds the pixels of a GIF", async () =>
    should(await measured(gif)).eql({ mimeType: "image/gif", extension: "gif", width: 20, height: 10 }));
  it("finds the pixels of a WebP", async () =>
    should(await measured(webp(640, 480))).eql({ mimeType: "image/webp", extension: "webp", width: 640, height: 480 }));

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`gives a phone's photo as it is seen, orientation ${orientation}`, async () => {
      const upright = orientation < 5 ? { width: 64, height: 48 } : { width: 48, height: 64 };
      should(await measured(turned(jpeg, orientation))).match(upright);
    });
  }

  it("finds the pixels of a JPEG behind half a megabyte of previews", async () => {
    let photo = jpeg;
    for (let segment = 0; segment < 9; segment += 1) photo = withSegment(photo, 0xe2, Buffer.alloc(60_000, 0xff));
    should(await measured(turned(photo, 6))).match({ width: 48, height: 64 });
  });

  const playing: readonly (readonly [string, Buffer, string, number])[] = [
    ["a WAV", silentWav(2.5), "audio/wav", 2.5],
    ["an MP3", silentMp3(250), "audio/mpeg", 6.531],
    ["an Ogg file", silentOpus(7.25), "audio/ogg", 7.25],
    ["an M4A", mp4("M4A ", 3.5), "audio/x-m4a", 3.5],
    ["an MP4", mp4("isom", 9.75), "video/mp4", 9.75],
    ["an MP4 whose film stands before its length", mp4("isom", 12, 3_000_000), "video/mp4", 12],
    ["an MP4 that knows it in wide numbers", mp4("isom", 5.5, 0, true), "video/mp4", 5.5],
    ["a WebM", webm(4.2), "video/webm", 4.2],
    ["an AMR", silentAmr(351), "audio/amr", 7.02],
    ["an AMR of several pieces", silentAmr(20_000), "audio/amr", 400],
  ];
  for (const [name, content, mimeType, seconds] of playing) {
    it(`finds the seconds of ${name}`, async () => {
      const facts = await measured(content);
      should(facts).match({ mimeType, seconds });
      should(facts.width).be.undefined();
    });
  }

  it("counts the frames of wide-band AMR, and of silence", async () => {
    const frame = Buffer.concat([Buffer.from([0x14]), Buffer.alloc(32)]);
    const content = Buffer.concat([Buffer.from("#!AMR-WB\n"), ...Array.from({ length: 50 }, () => frame)]);
    should(await measured(content)).match({ mimeType: "audio/amr", seconds: 1 });
    should(await measured(Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(100, 0x7c)]))).match({ seconds: 2 });
  });

  it("says nothing of an AMR with a frame that no file has", async () => {
    const content = Buffer.concat([silentAmr(10), Buffer.from([0x50, 0, 0])]);
    should(await measured(content)).eql({ mimeType: "audio/amr", extension: "amr" });
  });

  it("counts no frame of an AMR that is cut, and none of a kind with several channels", async () => {
    should(await measured(silentAmr(351).subarray(0, -1))).match({ seconds: 7 });
    const several = Buffer.concat([Buffer.from("#!AMR_MC1.0\n"), silentAmr(50).subarray(6)]);
    should(await measured(several)).eql({ mimeType: "audio/amr", extension: "amr" });
  });

  it("says nothing of an MP4 that does not know its length, or counts in no time at all", async () => {
    const unknown = { mimeType: "video/mp4", extension: "mp4" };
    should(await measured(mp4("isom", 4_294_967.295))).eql(unknown);
    const timeless = mp4("isom", 9);
    timeless.writeUInt32BE(0, timeless.indexOf("mvhd") + 4 + 12);
    should(await measured(timeless)).eql(unknown);
  });

  it("comes to an end with an MP4 whose parts have no length", async () => {
    const endless = mp4("isom", 9);
    endless.writeUInt32BE(0, endless.indexOf("mdat") - 4);
    should((await measured(endless)).mimeType).equal("video/mp4");
  });

  it("says nothing of a picture without pixels, and turns none for a reason that there is not", async () => {
    for (const place of [16, 20]) {
      const empty = flatPng(64, 48);
      empty.writeUInt32BE(0, place);
      should(await measured(empty)).eql({ mimeType: "image/png", extension: "png" });
    }
    should(await measured(turned(jpeg, 9))).match({ width: 64, height: 48 });
  });

  it("believes who made a WebM that it is sound alone", async () => {
    const source = { ...bytesSource(webm(4.2), "file"), mimeType: "audio/webm" };
    should(await measureFile(source, "")).match({ mimeType: "audio/webm", seconds: 4.2 });
    should(await measured(webm(4.2), "voice.weba")).match({ mimeType: "audio/webm" });
  });

  it("never throws over a file that is cut, wherever it is cut", async () => {
    const photo = turned(jpeg, 6);
    const whole = [flatPng(64, 48), photo, gif, webp(640, 480), ...playing.map(([, content]) => content)];
    for (const content of whole) {
      const end = Math.min(content.length, 700);
      for (let length = 1; length < end; length += length < 60 ? 3 : 61) {
        const facts = await measured(content.subarray(0, length));
        for (const number of [facts.width, facts.height, facts.seconds]) {
          if (number !== undefined) should(number).be.above(0);
        }
      }
    }
  });

  it("never throws over a file with wrong bytes in it", async () => {
    let chance = 7;
    const next = (below: number): number => {
      chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
      return chance % below;
    };
    for (const content of [
      flatPng(8, 8),
      turned(jpeg, 6),
      gif,
      ...playing.map(([, each]) => each.subarray(0, 2_000)),
    ]) {
      for (let round = 0; round < 20; round += 1) {
        const damaged = Buffer.from(content);
        for (let times = 0; times < 4; times += 1) damaged[next(Math.min(damaged.length, 300))] = next(256);
        const { seconds = 1 } = await measured(damaged);
        should(Number.isFinite(seconds)).be.true();
      }
    }
  });

  it("lets everything else run, and ends, over a file made to hurt", async () => {
    // A frame, and then ten million bytes that each might begin one.
    const content = Buffer.concat([silentMp3(3), Buffer.alloc(10_000_000, 0xff)]);
    let turnsOfOthers = 0;
    const others = setInterval(() => (turnsOfOthers += 1), 1);
    let timeMs = 0;
    // Each look at the clock takes four tenths of a second.
    const seconds = await playingSeconds("audio/mpeg", bytesSource(content, "file"), () => (timeMs += 400));
    clearInterval(others);
    should(seconds).be.undefined();
    should(turnsOfOthers).be.above(3);
  });
});
