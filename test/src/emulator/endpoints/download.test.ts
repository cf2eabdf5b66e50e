import { ChatTokenBuilder } from "agora-token";
import should from "should";
import { Picture } from "../../../../src/emulator/service/picture";
import { noisyPicture } from "../noisy-picture";
import { useEmulator } from "../use-emulator";

const leaf = Buffer.from([0, 1, 2, 255]);
const dayMs = 86_400_000;

describe("GET chatfiles/{uuid}", () => {
  const { emulator, get, upload } = useEmulator();
  const uuid = (): string => emulator.files().at(-1)?.uuid ?? "";

  it("gives the bytes back, with their type, length and name", async () => {
    await upload(leaf, { filename: '水 "1"; a.png' });
    const { status, headers, bytes } = await get(`chatfiles/${uuid()}`);
    should(status).equal(200);
    should(bytes).eql(leaf);
    should(headers.get("content-type")).equal("image/png");
    should(headers.get("content-length")).equal("4");
    should(headers.get("content-disposition")).match(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%E6%B0%B4/,
    );
  });

  it("is open to users' tokens, and to nobody without one", async () => {
    await upload(leaf);
    const { appId, appCertificate } = emulator.app;
    emulator.clock.advance(Date.now() - emulator.clock.now());
    const user = ChatTokenBuilder.buildUserToken(appId, appCertificate, "alice.k", 3600);
    emulator.clock.advance(1000);
    await upload(leaf, {}, { token: user });
    should((await get(`chatfiles/${uuid()}`, { token: user })).status).equal(200);
    should((await get(`chatfiles/${uuid()}`, { token: null })).status).equal(401);
    should((await get(`chatfiles/${uuid()}`, { token: "abc" })).status).equal(401);
  });

  it("wants the secret of a restricted file, in a header or in the query", async () => {
    await upload(leaf, {}, { headers: { "restrict-access": "true" } });
    const secret = emulator.files()[0]?.secret ?? "";
    const path = `chatfiles/${uuid()}`;
    should((await get(path, { headers: { "share-secret": secret } })).status).equal(200);
    should((await get(`${path}?share-secret=${secret}`)).status).equal(200);
    for (const wrong of ["", "abc", `${secret}x`, secret.toLowerCase() + "x", "水".repeat(16)]) {
      const { status, json } = await get(`${path}?share-secret=${encodeURIComponent(wrong)}`);
      should(status).equal(401);
      should(json["error"]).equal("unauthorized");
    }
    should((await get(path)).status).equal(401);
    should((await get(path, { headers: { "share-secret": secret }, token: null })).status).equal(401);
  });

  it("lets an address with the secret in it open the file without a token, as the web SDK's pictures do", async () => {
    await upload(leaf, {}, { headers: { "restrict-access": "true" } });
    const path = `chatfiles/${uuid()}?em-redirect=true`;
    const secret = emulator.files()[0]?.secret ?? "";
    should((await get(`${path}&share-secret=${secret}`, { token: null })).bytes).eql(leaf);
    should((await get(`${path}&share-secret=${secret}x`, { token: null })).status).equal(401);
    await upload(leaf);
    should((await get(`chatfiles/${uuid()}?share-secret=`, { token: null })).status).equal(401);
    emulator.clock.advance(7 * dayMs);
    should((await get(`${path}&share-secret=${secret}`, { token: null })).status).equal(404);
  });

  it("does not mind a secret where none is needed", async () => {
    await upload(leaf);
    should((await get(`chatfiles/${uuid()}?share-secret=abc`)).status).equal(200);
  });

  it("is 404 for a file that nobody uploaded", async () => {
    const { status, json } = await get("chatfiles/a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b");
    should(status).equal(404);
    should(json).containEql({ error: "entity_not_found", error_description: "file may not exists" });
  });

  it("ends after seven days, in words of its own", async () => {
    await upload(leaf);
    emulator.clock.advance(7 * dayMs - 1);
    should((await get(`chatfiles/${uuid()}`)).status).equal(200);
    emulator.clock.advance(1);
    const { status, json } = await get(`chatfiles/${uuid()}`);
    should(status).equal(404);
    should(json).containEql({ error: "file_expired", error_description: `file ${uuid()} is expired` });
  });

  it("gives a scaled picture as the thumbnail of one above 10 KB, in the size that was asked for", async () => {
    const picture = await noisyPicture(400, 200);
    await upload(picture, { fields: { "thumbnail-width": "100", "thumbnail-height": "80" } });
    for (const ask of [
      () => get(`chatfiles/${uuid()}`, { headers: { thumbnail: "true" } }),
      () => get(`chatfiles/${uuid()}?thumbnail=true`),
    ]) {
      const { headers, bytes } = await ask();
      should(headers.get("content-type")).equal("image/png");
      const { width, height } = await Picture.fromBuffer(bytes);
      should([width, height]).eql([100, 50]);
    }
    for (const value of ["false", ""]) {
      should((await get(`chatfiles/${uuid()}`, { headers: { thumbnail: value } })).bytes).eql(picture);
    }
  });

  it("wants the secret for the thumbnail too", async () => {
    await upload(await noisyPicture(100, 100), {}, { headers: { "restrict-access": "true" } });
    should((await get(`chatfiles/${uuid()}`, { headers: { thumbnail: "true" } })).status).equal(401);
  });
});
