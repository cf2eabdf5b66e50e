import should from "should";
import type { CallContext } from "../../../../src/client/call";
import { shareRequest } from "../../../../src/delivery/limits/shared-request";
import { createTraveller } from "../../../../src/delivery/limits/traveller";
import { wholeLists } from "../../../support/whole-lists";
import { context } from "../../client/use-client";
import { stoppable, textTo } from "./use-limits";

describe("a request for several", () => {
  const travellers = (...contexts: readonly CallContext[]): ReturnType<typeof createTraveller>[] =>
    contexts.map((each, index) => createTraveller(textTo([`u${index}`]), each));

  it("is the call of one with the recipients of all, in their order", () => {
    const { call, forget } = shareRequest(travellers(context, context, context));
    forget();
    should(call).match(
      wholeLists({ path: "messages/users", recipients: { chatType: "users", to: ["u0", "u1", "u2"] } }),
    );
    should(JSON.parse(call.json ?? "")).match(wholeLists({ to: ["u0", "u1", "u2"], body: { msg: "alarm" } }));
    should(call.company?.kind).equal(textTo(["other"]).company.kind);
  });

  it("of one alone is their own", () => {
    const [one] = travellers(context);
    const request = shareRequest(one === undefined ? [] : [one]);
    should(request.call).equal(one?.call);
    should(request.context).equal(context);
  });

  it("is as old as the youngest, and has the place of the first", () => {
    const { context: shared, forget } = shareRequest(
      travellers({ ...context, acceptedAt: 5, place: 9 }, { ...context, acceptedAt: 7, place: 8 }, context),
    );
    forget();
    should(shared).match({ acceptedAt: 7, place: 8 });
    should(Object.keys(shareRequest(travellers(context, context)).context)).eql(["signal"]);
  });

  it("ends with the last of those who wait for it, also where some had ended before", () => {
    const [one, two, three] = [stoppable(), stoppable(), stoppable()];
    one.stop();
    const { context: shared } = shareRequest(travellers(one, two, three));
    two.stop();
    should(shared.signal.aborted).be.false();
    three.stop();
    should(shared.signal.aborted).be.true();
  });

  it("is not ended any more once it is over", () => {
    const [one, two] = [stoppable(), stoppable()];
    const { context: shared, forget } = shareRequest(travellers(one, two));
    forget();
    one.stop();
    two.stop();
    should(shared.signal.aborted).be.false();
  });
});
