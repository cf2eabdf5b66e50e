import should from "should";
import type { Call } from "../../../../src/client/call";
import { createFlights, mayHaveReached } from "../../../../src/delivery/limits/flights";
import type { Departure } from "../../../../src/delivery/limits/flights";
import type { Way } from "../../../../src/delivery/limits/gate";
import { createTraveller } from "../../../../src/delivery/limits/traveller";
import type { Traveller } from "../../../../src/delivery/limits/traveller";
import { context, failureOf } from "../../client/use-client";
import { failed, good, textTo, tooMany, unanswered, unreachable } from "./use-limits";

describe("a request for several travellers", () => {
  let requests: (readonly string[])[];
  let releases: boolean[];
  let linedUp: (readonly string[])[];

  const departure = (): Departure => ({
    pass: { companions: [], release: (reached) => void releases.push(reached) },
    way: {} as Way,
  });

  function idsOf(call: Call): readonly string[] {
    return call.recipients?.to ?? [];
  }

  beforeEach(() => {
    [requests, releases, linedUp] = [[], [], []];
  });

  /** Flies so many; what each heard. */
  async function fly(
    count: number,
    refuse: (to: readonly string[]) => Error | undefined,
    lineUp: () => Promise<Departure> = () => Promise.resolve(departure()),
  ): Promise<readonly unknown[]> {
    const flights = createFlights(
      (call) => {
        requests.push(idsOf(call));
        const error = refuse(idsOf(call));
        return error === undefined ? Promise.resolve(good) : Promise.reject(error);
      },
      (leader) => {
        linedUp.push(idsOf(leader.call));
        return lineUp();
      },
    );
    const travellers: readonly Traveller[] = Array.from({ length: count }, (_, index) =>
      createTraveller(textTo([`u${index}`]), context),
    );
    const ends = travellers.map((each) => each.answer().catch((error: unknown) => error));
    await flights.fly(travellers, departure());
    return Promise.all(ends);
  }

  it("gives each the answer", async () => {
    should(await fly(3, () => undefined)).eql([good, good, good]);
    should(requests).eql([["u0", "u1", "u2"]]);
    should(releases).eql([true]);
  });

  it("is divided where one of them may be what was refused, each half with a turn of its own", async () => {
    const refused = failed("CHAT_TOO_LARGE", "not-sent", { status: 413 });
    const ends = await fly(5, (to) => (to.includes("u3") ? refused : undefined));
    should(ends).eql([good, good, good, refused, good]);
    should(requests).eql([["u0", "u1", "u2", "u3", "u4"], ["u0", "u1", "u2"], ["u3", "u4"], ["u3"], ["u4"]]);
    should(linedUp).eql(requests.slice(1));
    should(releases).have.length(5);
  });

  it("is not made for nobody, and leaves out those who have gone", async () => {
    const flights = createFlights(
      (call) => {
        requests.push(idsOf(call));
        return Promise.resolve(good);
      },
      () => Promise.reject(new Error("nobody lines up")),
    );
    const gone = createTraveller(textTo(["gone"]), { ...context, beforeSending: () => Promise.reject(unreachable) });
    const here = createTraveller(textTo(["here"]), context);
    const ends = [gone, here].map((each) => each.answer().catch((error: unknown) => error));
    await flights.fly([gone], departure());
    should(requests).be.empty();
    should(releases).eql([false]);
    await flights.fly([gone, here], departure());
    should(requests).eql([["here"]]);
    should(await Promise.all(ends)).eql([unreachable, good]);
  });

  it("fails for all where it failed for another reason, or perhaps arrived", async () => {
    for (const error of [
      unanswered,
      unreachable,
      tooMany,
      failed("CHAT_REJECTED", "unknown"),
      new TypeError("a bug"),
    ]) {
      should(await fly(3, () => error)).eql([error, error, error]);
      should(linedUp).be.empty();
    }
    should(releases).eql([true, false, true, true, true]);
  });

  it("tells a half that gets no turn why", async () => {
    const expired = failed("CHAT_EXPIRED", "not-sent");
    const refused = failed("CHAT_NOT_FOUND", "not-sent", { status: 404 });
    const ends = await fly(
      2,
      () => refused,
      () => Promise.reject(expired),
    );
    should(ends).eql([expired, expired]);
    should(await failureOf(Promise.reject(expired))).equal(expired);
  });

  it("counts what may have reached the service", () => {
    should(mayHaveReached(unreachable)).be.false();
    should(mayHaveReached(unanswered)).be.true();
    should(mayHaveReached(new TypeError("a bug"))).be.true();
  });
});
