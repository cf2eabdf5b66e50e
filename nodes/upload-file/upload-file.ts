import type { NodeAPI } from "node-red";
import { invalidInput } from "../../src/client/invalid-input";
import { openFile } from "../../src/client/files/open-file";
import type { UploadOptions } from "../../src/client/files/upload-file";
import type { Issue } from "../../src/client/issue";
import { isGiven } from "../../src/client/parsing/rule";
import { amount } from "../../src/client/parsing/values";
import { collectIssues } from "../node-kit/collect-issues";
import { defineNode } from "../node-kit/define-node";
import type { SavedProperties } from "../node-kit/saved-properties";

/** Uploads a file; the message goes on with what sending and downloading take as a file. */
export = function register(RED: NodeAPI): void {
  defineNode(RED, {
    type: "agora-chat-upload-file",
    operation: "upload-file",
    byDefault: { file: "payload" },
    done: "uploaded",
    async run({ app, saved, read, context, resolvePath }) {
      const issues: Issue[] = [];
      const field = collectIssues(read, issues);
      const filename = await field("filename");
      const file = await openFile(await field("file"), { path: "file", filename, resolvePath }, issues);
      const options = readOptions(saved, issues);
      if (file === undefined || issues.length > 0) throw invalidInput("upload-file", issues);
      return { payload: await app.uploadFile(file, options, context) };
    },
  });
};

function readOptions(saved: SavedProperties, issues: Issue[]): UploadOptions {
  const width = readPixels("thumbnailWidth", saved, issues);
  const height = readPixels("thumbnailHeight", saved, issues);
  return {
    restrictAccess: saved["restrictAccess"] === true,
    thumbnail: { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) },
  };
}

function readPixels(name: string, saved: SavedProperties, issues: Issue[]): number | undefined {
  if (!isGiven(saved[name])) return undefined;
  const reading = amount(saved[name]);
  if (reading.ok && reading.value > 0) return reading.value;
  const isNumber = reading.ok || reading.problem.problem === "out-of-range";
  issues.push({ path: name, ...(isNumber ? { problem: "not-positive" } : reading.problem) });
  return undefined;
}
