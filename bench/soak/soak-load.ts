import { flatPng } from "../../test/support/sample-media";
import { soakLimits, sourceOutputs } from "./soak-flow";

/** A message for the source node, and to which of its outputs it goes. */
export interface GivenMessage {
  readonly output: number;
  readonly number: number;
  readonly text: string;
  readonly [property: string]: unknown;
}

/** Makes the messages of one turn after the other. */
export type SoakLoad = (turn: number) => readonly GivenMessage[];

/** How long a turn is, milliseconds. */
export const turnMs = 250;

/** How many records one import brings. */
export const importedAtOnce = 5;

const turnsASecond = 1_000 / turnMs;
const pictures = [flatPng(64, 48), flatPng(320, 240), flatPng(17, 900)].map((png) => png.toString("base64"));

/** What each lane gives: how often, how many then, and what is on each message. */
interface Supply {
  readonly everyTurns: number;
  /** At most; the number is drawn. */
  readonly most: number;
  /** Whether always as many as that. */
  readonly always?: boolean;
  readonly messageOf: (number: number, place: number, turn: number) => Readonly<Record<string, unknown>>;
}

/**
 * @param random what is drawn
 * @param hours of the history, the first and the last
 */
export function createSoakLoad(random: () => number, hours: readonly [string, string]): SoakLoad {
  const users = (name: string, count: number, number: number): readonly string[] =>
    Array.from({ length: number % 10 === 0 ? 2 : 1 }, (_, index) => `${name}-user-${(number + 3 * index) % count}`);
  const supplies: Readonly<Record<string, Supply>> = {
    texts: { everyTurns: 1, most: 4, messageOf: (number) => ({ to: users("texts", 40, number) }) },
    repeated: { everyTurns: 1, most: 4, messageOf: (number) => ({ to: users("repeated", 7, number) }) },
    fleeting: { everyTurns: 1, most: 3, messageOf: (number) => ({ to: users("fleeting", 20, number) }) },
    groups: {
      everyTurns: 2,
      most: 3,
      messageOf: (number) => ({ to: [`group-${number % 11}`, `group-${number % 3}x`] }),
    },
    alarms: {
      ...{ everyTurns: 10 * turnsASecond, most: 150, always: true },
      messageOf: (_number, place, turn) => ({ text: `alarms of turn ${turn}`, to: [`home-${place}`] }),
    },
    batches: {
      ...{ everyTurns: 20 * turnsASecond, most: 1, always: true },
      messageOf: () => ({ to: Array.from({ length: 1_500 }, (_, index) => `batch-user-${index}`) }),
    },
    pictures: {
      ...{ everyTurns: turnsASecond, most: 2 },
      messageOf: (number) => ({
        ...{ text: `pictures ${number}.png`, to: [`camera-${number % 3}`] },
        bytes: pictures[number % pictures.length],
      }),
    },
    // As many at once as wait two seconds for their turn.
    rooms: {
      ...{ everyTurns: 4 * turnsASecond, most: 2 * soakLimits.roomsPerSecond, always: true },
      messageOf: (_number, place) => ({ to: [`room-${place % 12}`] }),
    },
    shared: { everyTurns: 1, most: 3, messageOf: (number) => ({ to: users("shared", 15, number) }) },
    recallable: { everyTurns: turnsASecond, most: 1, messageOf: (number) => ({ to: users("recallable", 5, number) }) },
    upload: {
      ...{ everyTurns: turnsASecond, most: 1, always: true },
      messageOf: (number) => ({ text: `upload-${number}.png`, bytes: pictures[number % pictures.length] }),
    },
    import: {
      everyTurns: 2 * turnsASecond,
      most: 1,
      always: true,
      messageOf: (number) => ({ records: recordsOf(number) }),
    },
    delete: {
      ...{ everyTurns: 2 * turnsASecond, most: 1, always: true },
      messageOf: (number) => ({ user: `reader-${number % 4}`, channel: `delete-${number}` }),
    },
    history: {
      ...{ everyTurns: 4 * turnsASecond, most: 1, always: true },
      messageOf: () => ({ start: hours[0], end: hours[1] }),
    },
  };
  let number = 0;

  return (turn) =>
    Object.entries(supplies).flatMap(([lane, { everyTurns, most, always = false, messageOf }]) => {
      const count = turn % everyTurns !== 0 ? 0 : always ? most : Math.floor(random() * (most + 1));
      return Array.from({ length: count }, (_, place) => {
        number += 1;
        return {
          output: sourceOutputs.indexOf(lane),
          number,
          text: `${lane} ${number}`,
          ...messageOf(number, place, turn),
        };
      });
    });
}

function recordsOf(number: number): readonly object[] {
  return Array.from({ length: importedAtOnce }, (_, index) => ({
    ...{ from: "old-ann", target: `old-${number % 3}`, type: "txt", body: { msg: `import ${number} ${index}` } },
    msg_timestamp: 1_700_000_000_000 + number * 1_000 + index,
  }));
}
