import should from "should";
import { createMessageIds } from "../../../../src/emulator/service/message-ids";

describe("message ids", () => {
  it("have 19 digits and rise, wherever the clock stands and however it jumps", () => {
    const moments = [0, 1_760_000_000_000, 1_760_000_000_000, 5, 1_760_000_000_001, 1_759_999_999_999];
    let index = 0;
    const next = createMessageIds(
      () => moments[index] ?? 0,
      () => 0.999,
    );
    const ids: string[] = [];
    for (index = 0; index < moments.length; index += 1) for (let count = 0; count < 3; count += 1) ids.push(next());
    for (const id of ids) should(id).match(/^\d{19}$/);
    should(ids).eql([...new Set(ids)].sort());
  });
});
