/**
 * A service with files and history, as cheap as it can be: uploads are taken and thrown away; two files are there to
 * download; an hour's link leads to a file of history. All of it lies in memory.
 *
 * Arguments: the path of a gzipped file of history, and of a short one.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { hours } from "./history/history-hours";
import { fileContent, largeBytes, smallBytes, uuids } from "./transfer/stored-files";

const pieceBytes = 256 * 1024;

const large = fileContent(largeBytes);
const small = fileContent(smallBytes);
const [longFile, shortFile] = process.argv.slice(2).map((path) => readFileSync(path));

const server = createServer((request, response) => {
  const { pathname, origin } = new URL(request.url ?? "/", `http://${request.headers.host ?? ""}`);
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  if (request.method === "POST") takeUpload(request, response, origin);
  else if (pathname.startsWith("/store/")) sendHistory(response, name);
  else if (pathname.includes("/chatmessages/")) sendJson(response, { data: [{ url: `${origin}/store/${name}` }] });
  else sendFile(response, name === uuids.small ? small : large);
});

function takeUpload(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const uri = `${origin}/farmco/greenhouse/chatfiles`;
  request.resume();
  request.on("end", () =>
    sendJson(response, { uri, entities: [{ uuid: uuids.large, type: "chatfile", "share-secret": null }] }),
  );
}

function sendFile(response: ServerResponse, file: Buffer): void {
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": file.length });
  response.end(file);
}

function sendHistory(response: ServerResponse, hour: string): void {
  const gzip = hour === hours.short ? shortFile : longFile;
  const copies = hour === hours.tenfold ? 10 : 1;
  if (gzip === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": gzip.length * copies });
  Readable.from(pieces(gzip, copies)).pipe(response);
}

/** Gzipped files one after the other are one file. */
function* pieces(gzip: Buffer, copies: number): Generator<Buffer> {
  for (let copy = 0; copy < copies; copy += 1) {
    for (let start = 0; start < gzip.length; start += pieceBytes) yield gzip.subarray(start, start + pieceBytes);
  }
}

function sendJson(response: ServerResponse, answer: object): void {
  const body = JSON.stringify({ ...answer, timestamp: Date.now(), duration: 0 });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
