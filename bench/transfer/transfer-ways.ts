import { token } from "../app-node";
import type { WayToRun } from "../run-node-red";
import { uuids } from "./stored-files";

/** Ways to do the same with a file; the first is what the others are measured against. */
export interface Transfer {
  readonly title: string;
  readonly ways: readonly (WayToRun & { readonly title: string })[];
}

/** Ways to upload the file whose path is the payload. */
export function uploadWays(serviceUrl: string): Transfer {
  const url = `${serviceUrl}/farmco/greenhouse/chatfiles`;
  const asForm =
    `msg.headers = { 'content-type': 'multipart/form-data', authorization: 'Bearer ${token}' }; ` +
    "msg.payload = { file: { value: msg.payload, options: { filename: 'large.bin' } } }; return msg;";
  return {
    title: "Upload",
    ways: [
      {
        name: "upload-pipe",
        title: "`node:http` bare in a node, piped from the disk",
        nodes: ["bench-pipe-upload"],
        steps: [{ id: "pipe", type: "bench-pipe-upload", url, token, wires: [["run"]] }],
      },
      {
        name: "upload-ours",
        title: "`agora-chat-upload-file`",
        steps: [{ id: "ours", type: "agora-chat-upload-file", file: "payload", fileType: "msg", wires: [["run"]] }],
      },
      {
        name: "upload-core",
        title: "core: `file in`, `function`, `http request`",
        steps: [
          { id: "read", type: "file in", filename: "payload", filenameType: "msg", format: "", wires: [["form"]] },
          { id: "form", type: "function", func: asForm, outputs: 1, wires: [["request"]] },
          { id: "request", type: "http request", method: "POST", ret: "obj", url, persist: true, wires: [["run"]] },
        ].map((step) => ({ headers: [], ...step })),
      },
    ],
  };
}

/** Ways to download the file whose address is the payload to the path in `msg.path`. */
export function downloadWays(): Transfer {
  return {
    title: "Download to a file",
    ways: [
      {
        name: "download-pipe",
        title: "`node:http` bare in a node, piped to the disk",
        nodes: ["bench-pipe-download"],
        steps: [{ id: "pipe", type: "bench-pipe-download", token, wires: [["run"]] }],
      },
      {
        name: "download-ours",
        title: "`agora-chat-download-file`",
        steps: [
          {
            id: "ours",
            type: "agora-chat-download-file",
            file: "payload",
            fileType: "msg",
            saveTo: "file",
            path: "path",
            pathType: "msg",
            wires: [["run"]],
          },
        ],
      },
    ],
  };
}

/** Where the service has the file. */
export function addressOf(serviceUrl: string, file: keyof typeof uuids): string {
  return `${serviceUrl}/farmco/greenhouse/chatfiles/${uuids[file]}`;
}
