/** `GET /{org}/{app}/chatfiles/{uuid}`: an uploaded file, or its thumbnail. */
import { timingSafeEqual } from "node:crypto";
import type { Call } from "../http/call";
import { contentDisposition } from "../http/content-disposition";
import { fileExpired, fileUnknown, secretRefused } from "../rules/file-refusals";
import { Refused } from "../rules/refusal";
import { requireAnyToken, requireCallQuota } from "../rules/requirements";
import type { EmulatorFile } from "../service/files";
import type { Endpoint } from "./endpoint";

/** The download endpoint; the app's tokens and its users' open it, and so does an address with the file's secret in it. */
export const download: Endpoint = {
  operation: "download",
  method: "GET",
  resource: "chatfiles/{uuid}",
  async answer(call, state) {
    const uuid = call.parameters["uuid"] ?? "";
    const file = state.files.find(uuid);
    if (!opensByItself(call, file)) requireAnyToken(call, state);
    requireCallQuota(state);
    if (!file) throw new Refused(fileUnknown);
    if (state.files.isExpired(file)) throw new Refused(fileExpired(uuid));
    if (file.secret !== null && !isSame(givenSecret(call), file.secret)) throw new Refused(secretRefused);
    const { content, mimeType } = wantsThumbnail(call) ? await state.thumbnails.of(file) : file;
    return {
      status: 200,
      headers: {
        "content-type": mimeType,
        "content-disposition": contentDisposition("attachment", file.filename),
        "x-content-type-options": "nosniff",
      },
      body: content,
    };
  },
};

/** The web SDK makes such addresses for `img` and `video` elements, which send no token. */
function opensByItself(call: Call, file: EmulatorFile | undefined): boolean {
  const secret = file?.secret ?? null;
  return secret !== null && isSame(call.query.get("share-secret") ?? "", secret);
}

const givenSecret = (call: Call): string => call.headers["share-secret"] ?? call.query.get("share-secret") ?? "";

/** A header; the web SDK writes it into the addresses of pictures too. */
const wantsThumbnail = (call: Call): boolean =>
  (call.headers["thumbnail"] ?? call.query.get("thumbnail") ?? "").trim().toLowerCase() === "true";

function isSame(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
