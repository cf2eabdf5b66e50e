import { request } from "node:http";
import should from "should";
import { startMs, useEmulator, type Reply } from "../use-emulator";

const mostBytes = 10 * 1024 * 1024;

interface Entity {
  readonly uuid: string;
  readonly type: string;
  readonly "share-secret": string | null;
}

const entityOf = ({ json }: Reply): Entity | undefined => (json["entities"] as readonly Entity[] | undefined)?.[0];

describe("POST chatfiles", () => {
  const { emulator, ask, upload } = useEmulator();
  const leaf = Buffer.from("a leaf");

  /** Sends a form as it stands. */
  function postForm(text: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const type = "multipart/form-data; boundary=line";
    const body = text.replaceAll("\n", "\r\n");
    return ask("/farmco/greenhouse/chatfiles", body, { headers: { "content-type": type, ...headers } });
  }

  it("answers with the envelope of the vendor's example", async () => {
    const reply = await upload(leaf);
    should(reply.status).equal(200);
    should(reply.json).eql({
      action: "post",
      application: emulator.app.applicationId,
      path: "/chatfiles",
      uri: `${emulator.url}/farmco/greenhouse/chatfiles`,
      entities: [{ uuid: entityOf(reply)?.uuid, type: "chatfile", "share-secret": null }],
      timestamp: startMs,
      duration: 0,
      organization: "farmco",
      applicationName: "greenhouse",
    });
    should(entityOf(reply)?.uuid).match(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("keeps the file as it came", async () => {
    const reply = await upload(leaf, { filename: "leaf.png", type: "image/png" });
    should(emulator.files()).eql([
      {
        uuid: entityOf(reply)?.uuid,
        filename: "leaf.png",
        content: leaf,
        bytes: 6,
        mimeType: "image/png",
        restricted: false,
        secret: null,
        thumbnailSize: { width: 170, height: 170 },
        uploadedAt: startMs,
      },
    ]);
  });

  it("keeps names in any script, without folders", async () => {
    for (const [name, kept] of [
      ["叶子 (1).png", "叶子 (1).png"],
      ["Blätter, été.jpeg", "Blätter, été.jpeg"],
      ["🌱.txt", "🌱.txt"],
      ["../../etc/passwd", "passwd"],
      ["C:\\pictures\\leaf.png", "leaf.png"],
    ] as const) {
      emulator.reset();
      should((await upload(leaf, { filename: name })).status).equal(200);
      should(emulator.files()[0]?.filename).equal(kept);
    }
  });

  it("takes the name from the extended parameter where there is one", async () => {
    await postForm(
      `--line\nContent-Disposition: form-data; name="file"; filename="x"; filename*=UTF-8''%E6%B0%B4.txt\n\nhello\n--line--\n`,
    );
    should(emulator.files()[0]).containEql({ filename: "水.txt", mimeType: "text/plain", bytes: 5 });
  });

  it("gives a secret of 48 characters where access is restricted: the header's value matters", async () => {
    const uploadWith = async (value: string) =>
      entityOf(await upload(leaf, {}, { headers: { "restrict-access": value } }))?.["share-secret"];
    should(await uploadWith("true")).match(/^[A-Za-z0-9_-]{48}$/);
    should(await uploadWith("True")).be.a.String();
    for (const value of ["false", "", "yes"]) should(await uploadWith(value)).be.null();
    should(emulator.files().map(({ restricted }) => restricted)).eql([true, true, false, false, false]);
  });

  it("takes the thumbnail's size from form and headers, from the form first", async () => {
    const sizes = { "thumbnail-width": "320", "thumbnail-height": "200" };
    await upload(leaf, { fields: sizes });
    await upload(leaf, {}, { headers: sizes });
    await upload(leaf, { fields: { "thumbnail-width": "99" } }, { headers: sizes });
    should(emulator.files().map(({ thumbnailSize }) => thumbnailSize)).eql([
      { width: 320, height: 200 },
      { width: 320, height: 200 },
      { width: 99, height: 200 },
    ]);
  });

  it("refuses a thumbnail's size that is no number of pixels", async () => {
    for (const size of ["0", "-1", "1.5", "wide", "", "10001"]) {
      const { status, json } = await upload(leaf, { fields: { "thumbnail-height": size } });
      should(status).equal(400);
      should(json).containEql({ error: "illegal_argument", error_description: "thumbnail-height is invalid" });
    }
    should(emulator.files()).be.empty();
  });

  it("is open to users' tokens, and to nobody without one", async () => {
    const path = "/farmco/greenhouse/chatfiles";
    for (const token of [null, "abc", `YWMt${"x".repeat(60)}`]) {
      const { status } = await ask(path, new FormData(), { token });
      should(status).equal(401);
    }
  });

  it("refuses what is no form with 415", async () => {
    for (const type of ["application/json", "application/x-www-form-urlencoded", "image/png"]) {
      const { status, json } = await postForm("hello", { "content-type": type });
      should(status).equal(415);
      should(json).containEql({ error: "web_application", error_description: "Unsupported Media Type" });
    }
  });

  const part = 'Content-Disposition: form-data; name="file"; filename="a.txt"';
  const unusable: readonly (readonly [string, string, string])[] = [
    ["without any part", "--line--\n", "file must be provided."],
    [
      "with a field only",
      '--line\nContent-Disposition: form-data; name="file"\n\nhello\n--line--\n',
      "file must be provided.",
    ],
    [
      "with a file of another name",
      `--line\n${part.replace('"file"', '"picture"')}\n\nhello\n--line--\n`,
      "file must be provided.",
    ],
    [
      "with a file without a name",
      `--line\n${part.replace("a.txt", "")}\n\nhello\n--line--\n`,
      "file must be provided.",
    ],
    ["with two files", `--line\n${part}\n\na\n--line\n${part}\n\nb\n--line--\n`, "only one file can be uploaded"],
    ["that breaks off", `--line\n${part}\n\nhello`, "the multipart form is malformed"],
    ["that has no boundary in it", "hello", "the multipart form is malformed"],
  ];
  for (const [name, form, description] of unusable) {
    it(`refuses a form ${name}`, async () => {
      const { status, json } = await postForm(form);
      should(status).equal(400);
      should(json).containEql({ error: "illegal_argument", error_description: description });
      should(emulator.files()).be.empty();
    });
  }

  it("refuses a form whose header names no boundary", async () => {
    const { status } = await postForm("hello", { "content-type": "multipart/form-data" });
    should(status).equal(400);
  });

  it("takes 10 MB and not a byte more", async () => {
    should((await upload(Buffer.alloc(mostBytes))).status).equal(200);
    const { status, json } = await upload(Buffer.alloc(mostBytes + 1));
    should(status).equal(413);
    should(json).eql({
      error: "file exceeding maximum limit",
      timestamp: startMs,
      duration: 0,
      error_description: "the file size exceeds the maximum limit.",
    });
    should(emulator.files().map(({ bytes }) => bytes)).eql([mostBytes]);
  });

  it("answers 413 while the caller is still sending", async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = request(
        `${emulator.url}/farmco/greenhouse/chatfiles`,
        {
          method: "POST",
          headers: {
            authorization: `Bearer ${emulator.app.readyToken}`,
            "content-type": "multipart/form-data; boundary=line",
            "content-length": 30_000_000,
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
          sending.destroy();
        },
      );
      sending.on("error", reject);
      sending.write(`--line\r\n${part}\r\n\r\n`);
      sending.write(Buffer.alloc(12_000_000));
    });
    should(status).equal(413);
    should((await upload(leaf)).status).equal(200);
  });

  it("does not mind a caller that goes away in the middle", async () => {
    const gone = new AbortController();
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.alloc(1000));
        gone.abort();
      },
    });
    const sending = fetch(`${emulator.url}/farmco/greenhouse/chatfiles`, {
      method: "POST",
      body,
      duplex: "half",
      signal: gone.signal,
    } as RequestInit);
    await should(sending).be.rejected();
    should((await upload(leaf)).status).equal(200);
  });
});

describe("POST chatfiles of an older service", () => {
  const { emulator, upload } = useEmulator({ legacyRestrictAccess: true });

  it("restricts access wherever the header is there, whatever it says", async () => {
    for (const value of ["true", "false"]) {
      await upload(Buffer.alloc(1), {}, { headers: { "restrict-access": value } });
    }
    await upload(Buffer.alloc(1));
    should(emulator.files().map(({ restricted }) => restricted)).eql([true, true, false]);
  });
});

describe("uploads and the service's limits", () => {
  const { emulator, upload, get } = useEmulator({ limits: { callsPerSecond: 2 } });

  it("count as calls, downloads too", async () => {
    should((await upload(Buffer.alloc(1))).status).equal(200);
    should((await get(`chatfiles/${emulator.files()[0]?.uuid}`)).status).equal(200);
    should((await upload(Buffer.alloc(1))).status).equal(429);
    const { status, json } = await get(`chatfiles/${emulator.files()[0]?.uuid}`);
    should(status).equal(429);
    should(json["error"]).equal("reach_limit");
    emulator.clock.advance(1000);
    should((await upload(Buffer.alloc(1))).status).equal(200);
  });
});
