/** What has become of a file that this emulator keeps: phones find out only by asking, too. */

/** `unknown` when the emulator did not say (it has been stopped, or answers with a fault). */
export type FileState =
  | { readonly state: "here"; /** Of the whole file, where the answer says so. */ readonly bytes: number | undefined }
  | { readonly state: "gone" | "unknown" };

/** Asks for the first byte of the file; the rest stays where it is. Never rejects. */
export async function fileState(url: string): Promise<FileState> {
  try {
    const response = await fetch(url, { headers: { range: "bytes=0-0" } });
    await response.body?.cancel();
    if (response.status === 404) return { state: "gone" };
    return response.ok ? { state: "here", bytes: wholeBytes(response) } : { state: "unknown" };
  } catch {
    return { state: "unknown" };
  }
}

function wholeBytes({ status, headers }: Response): number | undefined {
  const said = status === 206 ? headers.get("content-range")?.split("/")[1] : headers.get("content-length");
  const bytes = Number.parseInt(said ?? "", 10);
  return Number.isNaN(bytes) ? undefined : bytes;
}
