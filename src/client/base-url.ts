/**
 * Reads what the config node calls host: a name (`a61.chat.agora.io`), with a port if need be, or a whole address
 * (`http://127.0.0.1:8790`). https unless the address says otherwise.
 *
 * @returns the address without a trailing slash, or `undefined` where it is none
 */
export function parseBaseUrl(host: string): string | undefined {
  const text = host.trim();
  if (/\s/.test(text)) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(address);
    const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
    if (!plain || !/^https?:$/.test(url.protocol)) return undefined;
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  } catch {
    return undefined;
  }
}
