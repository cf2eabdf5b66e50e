import should from "should";
import { createDeletedConversations } from "../../../../src/emulator/service/conversations";

describe("the conversations that were deleted", () => {
  const deletion = (at: number) => ({ user: "ann", channel: "ben", type: "chat", deleteRoam: true, at }) as const;

  it("are listed oldest first, as many as are kept", () => {
    const deleted = createDeletedConversations(4);
    for (let at = 1; at <= 23; at += 1) {
      deleted.add(deletion(at));
      const first = Math.max(1, at - 3);
      should(deleted.list().map((each) => each.at)).eql(Array.from({ length: at - first + 1 }, (_, n) => first + n));
    }
    deleted.clear();
    should(deleted.list()).be.empty();
  });
});
