/** One request as it arrived, whole, before anybody has judged it. */

/** What an endpoint gets to see of a request. */
export interface Call {
  readonly method: string;
  /** As requested, without the query. */
  readonly path: string;
  /** What stood in the path for the endpoint's `{names}`, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body was larger than the endpoint reads, and is cut off. */
  readonly bodyIsCut: boolean;
  /** Epoch milliseconds by the emulator's clock. */
  readonly arrivedAt: number;
}
