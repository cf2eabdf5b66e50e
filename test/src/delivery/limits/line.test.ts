import should from "should";
import { createLine } from "../../../../src/delivery/limits/line";
import type { Placed } from "../../../../src/delivery/limits/line";
import { seededRandom } from "./use-limits";

describe("a line", () => {
  it("goes by place, and among equal places by who came first", () => {
    const line = createLine<Placed & { readonly name: string }>();
    const all = ["c3", "a1", "b2", "a1 again", "d4"].map((name) => ({ name, place: Number(name[1]) }));
    for (const one of all) line.add(one);
    const order: string[] = [];
    for (let first = line.first(); first !== undefined; first = line.first()) {
      order.push(first.name);
      line.remove(first);
    }
    should(order).eql(["a1", "a1 again", "b2", "c3", "d4"]);
  });

  it("takes out anybody, and lets them come back to their place", () => {
    const random = seededRandom(2);
    const line = createLine<Placed>();
    const all = Array.from({ length: 50 }, (_, place) => ({ place }));
    const present = new Set<Placed>();
    for (let step = 0; step < 5_000; step += 1) {
      const one = all[Math.floor(random() * all.length)] as Placed;
      if (present.delete(one)) {
        line.remove(one);
      } else {
        present.add(one);
        line.add(one);
      }
      const expected = [...present].reduce<Placed | undefined>(
        (first, each) => (first === undefined || each.place < first.place ? each : first),
        undefined,
      );
      should(line.first()).equal(expected);
    }
  });

  it("costs the same however many have left it", () => {
    const line = createLine<Placed>();
    for (let place = 0; place < 100_000; place += 1) {
      const one = { place };
      line.add(one);
      line.add({ place: place + 0.5 });
      line.remove(one);
      line.remove(line.first() as Placed);
    }
    should(line.first()).be.undefined();
  });
});
