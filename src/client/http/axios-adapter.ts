import type { AxiosProxyConfig } from "axios";
import { loadPackage } from "../load-package";
import type { Adapter } from "./adapter";

/** What axios can do and {@link jsonAdapter} cannot. */
export interface AxiosSettings {
  /** `false`: none. Default: what the proxy environment variables say. */
  readonly proxy?: AxiosProxyConfig | false | undefined;
  /** The answer's bytes as they come: neither counted nor unpacked. Default: its text. */
  readonly asStream: boolean;
}

/**
 * axios' own adapter, by itself: merging configurations and transforming bodies, which we have no use for, is half of the
 * time that axios takes for a call.
 */
export function axiosAdapter({ proxy, asStream }: AxiosSettings): Adapter {
  const { default: axios, AxiosHeaders } = loadPackage("axios");
  const request = axios.getAdapter("http");
  return ({ agents, url, headers, transport, ...rest }) =>
    request({
      ...rest,
      ...agents,
      url: url.href,
      headers: new AxiosHeaders(headers),
      // Not a part of axios' types: what makes its requests.
      ...{ transport },
      ...(proxy === undefined ? {} : { proxy }),
      ...(asStream
        ? { maxContentLength: -1, decompress: false, responseType: "stream" }
        : { responseType: "text" as const }),
      maxRedirects: 0,
      validateStatus: () => true,
    });
}
