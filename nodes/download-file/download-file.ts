import type { NodeAPI } from "node-red";
import { parseChatFile } from "../../src/client/files/chat-file";
import { invalidInput } from "../../src/client/invalid-input";
import type { Issue } from "../../src/client/issue";
import { collectIssues } from "../node-kit/collect-issues";
import { defineNode } from "../node-kit/define-node";
import { saveFile } from "../node-kit/save-file";
import type { SavedFile } from "../node-kit/save-file";
import { readSaveTarget } from "../node-kit/save-target";
import { keepBytes } from "./keep-bytes";

/** Downloads a file or its thumbnail; the message goes on with its bytes, or with the path where they were saved. */
export = function register(RED: NodeAPI): void {
  defineNode(RED, {
    type: "agora-chat-download-file",
    operation: "download-file",
    byDefault: { file: "payload" },
    busy: "working",
    done: "downloaded",
    async run({ app, saved, read, context, resolvePath }) {
      const issues: Issue[] = [];
      const field = collectIssues(read, issues);
      const { saveTo = "buffer" } = saved;
      const thumbnail = saved["thumbnail"] === true;
      const hints = { secret: await field("secret"), thumbnail, filesUrl: app.filesUrl };
      const file = parseChatFile(await field("file"), hints, issues);
      if (saveTo !== "buffer" && saveTo !== "file") {
        issues.push({ path: "saveTo", problem: "not-a-choice", params: { allowed: "buffer, file" } });
      }
      const target = saveTo === "file" ? await readSaveTarget(await field("path"), resolvePath, issues) : undefined;
      if (file === undefined || issues.length > 0) throw invalidInput("download-file", issues);
      // Each try begins anew, so that only what the last one made counts.
      let result: { readonly payload: Buffer | SavedFile; readonly filename?: string } | undefined;
      await app.downloadFile(
        file,
        async (content, { filename }) => {
          if (target === undefined) result = { payload: await keepBytes(content), filename };
          else result = { payload: await saveFile(target, content, filename) };
        },
        context,
      );
      return { ...result };
    },
  });
};
