import should from "should";
import { createOwnFiles } from "../../../../src/emulator/page/own-files";

const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const app = { appKey: "farmco#greenhouse", url: "http://127.0.0.1:8790" };
const path = `/farmco/greenhouse/chatfiles/${uuid}`;
const own = { url: `/files/${uuid}`, thumbnailUrl: `/files/${uuid}?thumbnail` };

describe("the page's finding of the emulator's own files", () => {
  const files = createOwnFiles(() => app, "http://chat.test:80/#users/alice");

  it("knows them by each name of its server, with or without a query", () => {
    for (const address of [
      `http://127.0.0.1:8790${path}`,
      `http://localhost:8790${path}`,
      `http://[::1]:8790${path}`,
      `http://chat.test${path}`,
      `http://127.0.0.1:8790${path}?em-redirect=true&share-secret=abc`,
    ]) {
      should(files(address)).eql(own);
    }
  });

  it("leaves addresses that lead elsewhere alone", () => {
    for (const address of [
      "",
      path,
      `https://a61.chat.agora.io${path}`,
      `http://127.0.0.1:8791${path}`,
      `https://127.0.0.1:8790${path}`,
      `http://192.168.0.7:8790${path}`,
      `http://127.0.0.1:8790/farmco/orchard/chatfiles/${uuid}`,
      `http://127.0.0.1:8790/farmco/greenhouse/chatfiles/../../secret`,
      `http://127.0.0.1:8790${path}/more`,
    ]) {
      should(files(address)).be.undefined();
    }
  });

  it("knows none before the emulator has said which app it plays", () => {
    should(createOwnFiles(() => undefined, app.url)(`${app.url}${path}`)).be.undefined();
  });
});
