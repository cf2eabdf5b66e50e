/** `POST /{org}/{app}/chatfiles`: a file for messages to point to. */
import type { Answer } from "../http/answer";
import type { Call } from "../http/call";
import {
  fileMissing,
  fileTooLarge,
  thumbnailSizeInvalid,
  tooManyFiles,
  unsupportedFormType,
} from "../rules/file-refusals";
import { parseForm, type UploadForm } from "../rules/parse-form";
import { Refused } from "../rules/refusal";
import { requireAnyToken, requireCallQuota } from "../rules/requirements";
import { randomText } from "../service/random-text";
import type { EmulatorState } from "../service/state";
import type { Endpoint } from "./endpoint";
import { envelope } from "./envelope";

/** 10 MB, read as MiB. */
const mostFileBytes = 10_485_760;
/** Room for the form around the file. */
const formBytes = 65_536;
const usualThumbnailPixels = 170;
const mostThumbnailPixels = 10_000;

/** The upload endpoint; the app's tokens and its users' open it. */
export const upload: Endpoint = {
  operation: "upload",
  method: "POST",
  resource: "chatfiles",
  bodyBytes: mostFileBytes + formBytes,
  async answer(call, state) {
    requireAnyToken(call, state);
    if (!/^multipart\/form-data\b/i.test(call.headers["content-type"] ?? "")) throw new Refused(unsupportedFormType);
    requireCallQuota(state);
    if (call.bodyIsCut) throw new Refused(fileTooLarge);
    const form = await parseForm(call, mostFileBytes);
    if (form.files.length > 1) throw new Refused(tooManyFiles);
    return keep(call, state, form);
  },
};

function keep(call: Call, state: EmulatorState, form: UploadForm): Answer {
  const [file] = form.files;
  if (!file) throw new Refused(fileMissing);
  if (file.isCut) throw new Refused(fileTooLarge);
  const thumbnailSize = {
    width: thumbnailPixels(call, form, "thumbnail-width"),
    height: thumbnailPixels(call, form, "thumbnail-height"),
  };
  const restrictAccess = call.headers["restrict-access"];
  const isRestricted = state.settings.legacyRestrictAccess
    ? restrictAccess !== undefined
    : restrictAccess?.trim().toLowerCase() === "true";
  const uuid = state.nextUuid();
  const secret = isRestricted ? randomText(state.random, 48) : null;
  const { filename, mimeType, content } = file;
  state.files.add({
    uuid,
    filename,
    content,
    bytes: content.length,
    mimeType,
    restricted: isRestricted,
    secret,
    thumbnailSize,
    uploadedAt: state.now(),
  });
  return envelope(call, state, {
    path: "/chatfiles",
    entities: [{ uuid, type: "chatfile", "share-secret": secret }],
  });
}

/** The vendor's pages disagree where the sizes stand: form fields are the older way, headers the newer. */
function thumbnailPixels(call: Call, form: UploadForm, name: "thumbnail-width" | "thumbnail-height"): number {
  const text = form.fields.get(name) ?? call.headers[name];
  if (text === undefined) return usualThumbnailPixels;
  const pixels = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (pixels < 1 || pixels > mostThumbnailPixels) throw new Refused(thumbnailSizeInvalid(name));
  return pixels;
}
