/** Writers that share commits: those who wait while one is under way go together into the next. */
export interface GroupCommit<Group> {
  /**
   * Writes a group, after all that were given before.
   *
   * @param weight about how many bytes it is
   * @param durable whether it must be on the disk when the promise resolves
   * @throws what the commit threw that it was part of; an Error with code `ERR_CLOSED` after {@link GroupCommit.close}
   */
  write(group: Group, weight: number, durable: boolean): Promise<void>;
  /** Refuses what comes from now on. @returns when all that came before has ended; never rejects */
  close(): Promise<void>;
}

/** How groups get to where they are kept. */
export interface Committing<Group> {
  /** Writes groups in this order, all or none; one commit at a time. `durable` where one of them asks for it. */
  readonly commit: (groups: readonly Group[], durable: boolean) => Promise<void>;
  /** Runs after each commit, before the next. Must not reject. */
  readonly tidy?: () => Promise<void>;
}

interface Waiting<Group> {
  readonly group: Group;
  readonly weight: number;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** More than this in one go would hold up the event loop for many milliseconds while it is prepared. */
const heaviestCommit = 2 ** 20;

/** What a journal says that has been closed. */
export function closedError(): Error {
  return Object.assign(new Error("The journal has been closed"), { code: "ERR_CLOSED" });
}

/** Creates the queue before a {@link Committing}. */
export function createGroupCommit<Group>({ commit, tidy }: Committing<Group>): GroupCommit<Group> {
  let waiting: Waiting<Group>[] = [];
  let run: Promise<void> | undefined;
  let isClosed = false;

  async function commitAll(): Promise<void> {
    await turn();
    while (waiting.length > 0) {
      const batch = takeBatch();
      const groups = batch.map(({ group }) => group);
      try {
        await commit(
          groups,
          batch.some(({ durable }) => durable),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      await tidy?.();
      await turn();
    }
    run = undefined;
  }

  function takeBatch(): readonly Waiting<Group>[] {
    let weight = 0;
    const end = waiting.findIndex((each, place) => (weight += each.weight) > heaviestCommit && place > 0);
    if (end < 0) {
      const batch = waiting;
      waiting = [];
      return batch;
    }
    return waiting.splice(0, end);
  }

  return {
    write(group, weight, durable) {
      if (isClosed) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        waiting.push({ group, weight, durable, resolve, reject });
        run ??= commitAll();
      });
    },
    async close() {
      isClosed = true;
      await run;
    },
  };
}

/** Those whom the last commit let go get the time to come with their next group. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
