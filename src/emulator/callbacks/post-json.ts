/** Calls somebody's server. */
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** What a server answered. */
export interface PostedReply {
  readonly status: number;
  /** `undefined` where it is longer than 1,000 characters, or broke off. */
  readonly text: string | undefined;
}

/** Posts JSON to one address over connections that are kept. */
export interface Poster {
  /** Never rejects; `undefined`: no answer in time, or no server. Hears the signal. */
  readonly post: (json: string, timeoutMs: number, signal: AbortSignal) => Promise<PostedReply | undefined>;
  /** Cuts every connection. */
  readonly end: () => void;
}

const mostCharacters = 1000;
/** No character of JavaScript's takes more than three bytes. */
const mostBytes = mostCharacters * 3;
const mostConnections = 64;

/** @param url `http` or `https`. */
export function createPoster(url: string): Poster {
  const options = { keepAlive: true, maxSockets: mostConnections };
  const isHttps = new URL(url).protocol === "https:";
  const agent = isHttps ? new HttpsAgent(options) : new HttpAgent(options);
  const request = isHttps ? httpsRequest : httpRequest;

  return {
    post: (json, timeoutMs, signal) =>
      new Promise((resolve) => {
        let status: number | undefined;
        const settle = (text?: string): void => {
          clearTimeout(timer);
          resolve(status === undefined ? undefined : { status, text });
        };
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(json) };
        const posted = request(url, { method: "POST", agent, headers, signal }, (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          status = response.statusCode;
          response.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > mostBytes) response.destroy();
            else chunks.push(chunk);
          });
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            settle(text.length > mostCharacters ? undefined : text);
          });
          response.on("error", () => settle());
          response.on("close", () => settle());
        });
        const timer = setTimeout(() => posted.destroy(), timeoutMs);
        posted.on("error", () => settle());
        posted.on("close", () => settle());
        posted.end(json);
      }),
    end: () => agent.destroy(),
  };
}
