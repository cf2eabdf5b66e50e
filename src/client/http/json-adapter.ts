import type { AdapterRequest, AdapterResponse } from "./adapter";
import { acceptedEncodings, answerText } from "./answer-text";

/**
 * Makes the request of a call that has JSON both ways and no proxy on its way, which is nearly every one, on Node.js' own
 * client: for a third of what axios' adapter takes, which looks at each for all that it can do.
 */
export function jsonAdapter(request: AdapterRequest): Promise<AdapterResponse> {
  const { url, params, agents } = request;
  return new Promise((resolve, reject) => {
    if (params !== undefined)
      for (const name of Object.keys(params)) url.searchParams.set(name, params[name] as string);
    const sent = request.transport.request(
      {
        method: request.method,
        protocol: url.protocol,
        // Of an IPv6 address, Node.js wants no brackets.
        hostname: url.hostname.replace(/[[\]]/g, ""),
        port: url.port,
        path: `${url.pathname}${url.search}`,
        agent: url.protocol === "https:" ? agents.httpsAgent : agents.httpAgent,
        headers: headerList(request),
      },
      (answer) => {
        const { statusCode: status = 0, headers } = answer;
        answerText(answer, request.maxContentLength).then((data) => resolve({ status, headers, data }), reject);
      },
    );
    // For as long as it lives: one may come when the answer is here already.
    sent.on("error", reject);
    if (request.data === undefined) sent.end();
    else {
      // Header and body leave in one piece. An end that is said in the same turn would be a second, empty one, and the
      // system takes a tenth of a call's time longer for two.
      sent.write(request.data);
      sent.once("socket", () => process.nextTick(() => sent.end()));
    }
  });
}

/** Names and values in turns, which Node.js writes as they are. It adds nothing to such a list but `connection`. */
function headerList({ method, url, headers, data }: AdapterRequest): string[] {
  const list = ["host", url.host, "accept-encoding", acceptedEncodings];
  for (const name of Object.keys(headers)) list.push(name, printable(headers[name] as string));
  if (typeof data === "string") list.push("content-length", String(Buffer.byteLength(data)));
  else if (method !== "GET") list.push("content-length", "0");
  return list;
}

/**
 * Leaves out what no header can hold: a token that was copied with the end of its line is good without it. Nor anything
 * beyond ASCII, because header and body are encoded together.
 */
function printable(value: string): string {
  return value.replace(/[^\t\x20-\x7e]/g, "").trim();
}
