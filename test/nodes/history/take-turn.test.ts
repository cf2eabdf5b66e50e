import should from "should";
import { takeTurn } from "../../../nodes/history/take-turn";
import { turns } from "../../support/node-flow";

describe("taking turns", () => {
  const { signal } = new AbortController();
  const stopped = (): Error => new Error("stopped");

  it("lets one at a time have what a key names, in the order in which they came", async () => {
    const had: string[] = [];
    const have = async (name: string, key: string): Promise<void> => {
      const end = await takeTurn(key, signal, stopped);
      had.push(`${name} begins`);
      await turns(3);
      had.push(`${name} ends`);
      end();
    };
    await Promise.all([have("first", "a"), have("second", "a"), have("third", "a")]);
    should(had).eql(["first begins", "first ends", "second begins", "second ends", "third begins", "third ends"]);
  });

  it("does not let other keys wait", async () => {
    const end = await takeTurn("a", signal, stopped);
    (await takeTurn("b", signal, stopped))();
    end();
    (await takeTurn("a", signal, stopped))();
  });

  it("lets those go who no longer wait, and nobody before their turn", async () => {
    const end = await takeTurn("a", signal, stopped);
    const controller = new AbortController();
    const gone = takeTurn("a", controller.signal, stopped);
    let hasTurn = false;
    const waiting = takeTurn("a", signal, stopped).then((endLast) => {
      hasTurn = true;
      endLast();
    });
    controller.abort();
    await should(gone).be.rejectedWith("stopped");
    await turns(3);
    should(hasTurn).be.false();
    end();
    await waiting;
  });
});
