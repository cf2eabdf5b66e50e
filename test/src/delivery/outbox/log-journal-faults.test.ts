import should from "should";
import type { Journal, JournalChange } from "../../../../src/delivery/outbox/journal";
import { openLogJournal } from "../../../../src/delivery/outbox/log-journal";
import { createForgetfulFiles, failure } from "../../../support/power-cut/forgetful-files";
import type { ForgetfulFiles } from "../../../support/power-cut/forgetful-files";
import { contents, put } from "./journal.conformance";

interface Group {
  readonly changes: readonly JournalChange[];
  readonly durable: boolean;
}

/** What became of each group, in their order. */
type Result = "taken" | "failed";

/** How far a run came before it ended. */
interface Run {
  readonly results: readonly Result[];
  /** Calls of the file system. */
  readonly calls: number;
}

/** Long enough to fill several files, because most of it is soon dead. */
const groups: readonly Group[] = Array.from({ length: 30 }, (_, at) => ({
  changes: [
    put(`same ${at % 4}`, `${at} ${"x".repeat(100)}`),
    put(`own ${at}`, String(at)),
    ...(at % 5 === 0 ? [] : [{ remove: `own ${at - 1}` }]),
  ],
  durable: at % 3 === 0,
}));

function open(files: ForgetfulFiles): Promise<Journal> {
  return openLogJournal("/log", { files, leastDeadBytes: 600 });
}

/** Writes all groups, some of them at the same time, and closes. */
async function run(files: ForgetfulFiles): Promise<Run> {
  let results: readonly Result[] = [];
  try {
    const journal = await open(files);
    const write = ({ changes, durable }: Group): Promise<Result> =>
      journal.write(changes, durable).then(
        () => "taken",
        () => "failed",
      );
    for (const [at, group] of groups.entries()) {
      if (at >= 20) break;
      results = [...results, await write(group)];
    }
    results = [...results, ...(await Promise.all(groups.slice(20).map(write)))];
    await journal.close();
  } catch {
    // Opening and closing may fail as well.
  }
  return { results, calls: files.calls };
}

/** What may be found: all that was taken, or less where it was not durable; with `inDoubt` the next that failed, too. */
function allowed(results: readonly Result[], mayForget: boolean, inDoubt: boolean): readonly string[] {
  const state = new Map<string, string>();
  const states = ["[]"];
  let least = 0;
  const take = (group: Group | undefined): void => {
    for (const change of group?.changes ?? []) {
      if ("put" in change) state.set(change.put, change.value);
      else state.delete(change.remove);
    }
    states.push(JSON.stringify([...state].sort(([one], [other]) => (one < other ? -1 : 1))));
  };
  for (const [at, result] of results.entries()) {
    if (result === "failed") continue;
    take(groups[at]);
    if (groups[at]?.durable === true || !mayForget) least = states.length - 1;
  }
  // Of a commit that failed when nothing could be taken back any more, groups may be there, in their order.
  if (inDoubt) for (let at = results.lastIndexOf("taken") + 1; at < results.length; at += 1) take(groups[at]);
  return states.slice(least);
}

async function foundIn(files: ForgetfulFiles): Promise<string> {
  const journal = await open(files);
  const found = JSON.stringify(await contents(journal));
  await journal.close();
  return found;
}

describe("a log whose disk fails", () => {
  let calls: number;

  before(async () => {
    const files = createForgetfulFiles();
    const complete = await run(files);
    calls = complete.calls;
    should(complete.results).matchEach("taken");
    // Several files have been filled, so that faults hit compacting as well.
    should(files.paths()).eql(["/log/00000005.log"]);
  });

  it("keeps what was taken, and nothing of what failed, whichever call fails once", async () => {
    const wrong: number[] = [];
    for (let fatal = 1; fatal <= calls; fatal += 1) {
      const files = createForgetfulFiles();
      files.beforeCall = (name, place) => {
        if (place === fatal) throw failure(name === "write" ? "ENOSPC" : "EIO");
      };
      const { results } = await run(files);
      if (!allowed(results, false, false).includes(await foundIn(files.kill()))) wrong.push(fatal);
    }
    should(wrong).be.empty();
  });

  it("goes on where a call fails once: what follows is taken", async () => {
    for (let fatal = 1; fatal <= calls; fatal += 1) {
      const files = createForgetfulFiles();
      files.beforeCall = (_, place) => {
        if (place === fatal) throw failure("EIO");
      };
      const { results } = await run(files);
      const failed = results.indexOf("failed");
      // Those that waited at the same time share the fault.
      if (failed >= 0 && failed < 19) should(results.slice(failed + 1)).matchEach("taken");
    }
  });

  for (const [name, end, mayForget] of [
    ["the process is killed", (files: ForgetfulFiles) => files.kill(), false],
    ["the power is cut", (files: ForgetfulFiles) => files.cutPower("forgotten"), true],
    ["the power is cut where names are kept", (files: ForgetfulFiles) => files.cutPower("names-kept"), true],
    ["the power is cut where any pages are kept", cutAnywhere(1), true],
    ["the power is cut where other pages are kept", cutAnywhere(2), true],
    ["the power is cut where still others are kept", cutAnywhere(3), true],
  ] as const) {
    it(`keeps what was promised, and no half of a group, whichever call is the last before ${name}`, async () => {
      const wrong: number[] = [];
      for (let fatal = 1; fatal <= calls; fatal += 1) {
        const files = createForgetfulFiles();
        files.beforeCall = (_, place) => {
          if (place >= fatal) throw failure("EIO");
        };
        const { results } = await run(files);
        if (!allowed(results, mayForget, true).includes(await foundIn(end(files)))) wrong.push(fatal);
      }
      should(wrong).be.empty();
    });
  }
});

function cutAnywhere(seed: number): (files: ForgetfulFiles) => ForgetfulFiles {
  return (files) => files.cutPower({ pages: createChance(files.calls * 10 + seed) });
}

/** Chances that are the same in every run. */
function createChance(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 31 === 1;
  };
}
