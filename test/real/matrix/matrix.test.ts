import { ends, nameOf } from "./cells";
import { checks } from "./checks";
import { openCell } from "./open-cell";
import type { OpenCell } from "./open-cell";

for (const end of ends) {
  describe(`the packed palette in a real ${nameOf(end)}`, function () {
    this.timeout(120_000);
    let cell: OpenCell;

    before(async function () {
      this.timeout(300_000);
      cell = await openCell(end);
    });
    after(async () => (cell as OpenCell | undefined)?.close());
    beforeEach(() => cell.emulator.reset());

    for (const { name, run } of checks) it(name, () => run(cell));
  });
}
