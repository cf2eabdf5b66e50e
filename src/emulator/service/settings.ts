/** How the emulated service is set up, where the real one differs between plans, clusters and ages. */

/** What the endpoints go by. Times in milliseconds. */
export interface Settings {
  /** How long issued tokens live when the request does not say, in seconds. */
  readonly tokenSeconds: number;
  /** Whether a content type other than JSON is refused; the vendor's own examples send none. */
  readonly strictContentType: boolean;
  /** Whether the header `restrict-access` restricts by being there, whatever it says, as on older services. */
  readonly legacyRestrictAccess: boolean;
  /** How long uploaded files are served. */
  readonly fileMs: number;
  /** In whose words recalls are refused: a list of reasons with status 200 (`older`), or 400 and 403 (`newer`). */
  readonly recallErrors: "older" | "newer";
  /** How long after it was sent a message can be recalled without force. */
  readonly recallMs: number;
  /** How far the names of hours are ahead of UTC: 8 on clusters in China. */
  readonly historyOffsetHours: number;
  /** How long after its end an hour of history is kept. */
  readonly historyMs: number;
}
