import { isChatError } from "../../client/chat-error";
import type { ChatErrorCode } from "../../client/chat-error";
import type { Way } from "./gate";
import { shareRequest } from "./shared-request";
import type { Traveller } from "./traveller";
import type { Pass } from "./turn";
import type { WatchedSend } from "./watched-send";

/** A turn that has come to a request, with the way to the service that it takes. */
export interface Departure {
  readonly pass: Pass<Traveller>;
  readonly way: Way;
}

/** Makes requests for several at a time. */
export interface Flights {
  /** Makes one request for all of them; each hears its own answer. Never rejects. */
  fly(travellers: readonly Traveller[], departure: Departure): Promise<void>;
}

/**
 * A refusal of a request for several may be about one of them: it is divided until each has its own answer.
 *
 * @param lineUp waits for the turn of one more request, without company
 */
export function createFlights(send: WatchedSend, lineUp: (leader: Traveller) => Promise<Departure>): Flights {
  async function fly(travellers: readonly Traveller[], { pass, way }: Departure): Promise<void> {
    const boarded = await Promise.all(travellers.map((traveller) => traveller.board()));
    const aboard = travellers.filter((_, index) => boarded[index]);
    if (aboard.length === 0) {
      pass.release(false);
      return;
    }
    const { call, context, forget } = shareRequest(aboard);
    try {
      const answer = await send(call, context, way);
      pass.release(true);
      for (const traveller of aboard) traveller.arrive(answer);
    } catch (error) {
      pass.release(mayHaveReached(error));
      if (aboard.length > 1 && mayConcernOne(error)) await Promise.all(halves(aboard).map(flyAgain));
      else for (const traveller of aboard) traveller.fail(error);
    } finally {
      forget();
    }
  }

  async function flyAgain(travellers: readonly Traveller[]): Promise<void> {
    for (const traveller of travellers) traveller.alight();
    const { call, context, forget } = shareRequest(travellers);
    try {
      await fly(travellers, await lineUp({ ...(travellers[0] as Traveller), call, context }));
    } catch (error) {
      for (const traveller of travellers) traveller.fail(error);
    } finally {
      forget();
    }
  }

  return { fly };
}

/** Whether the service may have counted a call that failed. */
export function mayHaveReached(error: unknown): boolean {
  return !isChatError(error, "CHAT_UNREACHABLE");
}

const ofOne: readonly ChatErrorCode[] = ["CHAT_REJECTED", "CHAT_NOT_FOUND", "CHAT_TOO_LARGE"];

/** Whether one recipient may be what the service refused. */
function mayConcernOne(error: unknown): boolean {
  return isChatError(error) && error.details.outcome === "not-sent" && ofOne.includes(error.code);
}

function halves<T>(all: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)];
}
