/** Two HTTP servers that start and stop together. */
import { listen, type Listening, type Serve } from "./listen";

/** One of the two. */
export interface Listener {
  readonly serve: Serve;
  readonly port: number;
}

/** Two servers that are listening. */
export interface ListeningTwice extends Listening {
  /** The second one's address. */
  readonly otherUrl: string;
}

/** Listens on both ports, or, where one of them cannot be had, rejects and listens on none. */
export async function listenTwice(first: Listener, second: Listener, host: string): Promise<ListeningTwice> {
  const one = await listen(first.serve, first.port, host);
  try {
    const other = await listen(second.serve, second.port, host);
    const close = async (): Promise<void> => {
      await Promise.all([one.close(), other.close()]);
    };
    const reopen = async (): Promise<void> => {
      await one.reopen();
      try {
        await other.reopen();
      } catch (error) {
        await one.close();
        throw error;
      }
    };
    return { url: one.url, otherUrl: other.url, close, reopen };
  } catch (error) {
    await one.close();
    throw error;
  }
}
