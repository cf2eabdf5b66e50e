/** The refusals of uploading and downloading, in the service's own words; "our choice" marks what nobody documents. */
import type { Refusal } from "./refusal";
import { illegalArgument, unsupportedMediaType } from "./refusals";

/** An upload that is no form. */
export const unsupportedFormType: Refusal = unsupportedMediaType;

/** No part named `file`, or one without a file name. */
export const fileMissing: Refusal = illegalArgument("file must be provided.");

/** The form cannot be read, or breaks off. The words are our choice. */
export const formMalformed: Refusal = illegalArgument("the multipart form is malformed");

/** More than one part named `file`. That and the words are our choice. */
export const tooManyFiles: Refusal = illegalArgument("only one file can be uploaded");

/** A thumbnail's size that is no number of pixels. That and the words are our choice. */
export const thumbnailSizeInvalid = (name: string): Refusal => illegalArgument(`${name} is invalid`);

/** A file above 10 MB. */
export const fileTooLarge: Refusal = {
  status: 413,
  error: "file exceeding maximum limit",
  description: "the file size exceeds the maximum limit.",
};

/** No file has this UUID, or no longer. The exception's name is our choice, as for the next. */
export const fileUnknown: Refusal = {
  status: 404,
  error: "entity_not_found",
  exception: "EntityNotFoundException",
  description: "file may not exists",
};

/** The file's seven days are over. */
export const fileExpired = (uuid: string): Refusal => ({
  status: 404,
  error: "file_expired",
  exception: "FileExpiredException",
  description: `file ${uuid} is expired`,
});

/** No secret, or a wrong one, for a file that has one. Status and words are our choice. */
export const secretRefused: Refusal = {
  status: 401,
  error: "unauthorized",
  exception: "ChatSecurityException",
  description: "share-secret is missing or does not match",
};
