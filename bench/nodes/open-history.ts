import http from "node:http";
import { json } from "node:stream/consumers";

/** Asks the service for an hour's link, and opens what lies behind it, with Node.js's own client and nothing else. */
export async function openHistory(serviceUrl: string, hour: string): Promise<http.IncomingMessage> {
  const links = (await json(await get(`${serviceUrl}/farmco/greenhouse/chatmessages/${hour}`))) as {
    readonly data: readonly { readonly url: string }[];
  };
  return get(links.data[0]?.url ?? "");
}

function get(url: string): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    http.get(url, resolve).on("error", reject);
  });
}
