/** The users that can sign in by themselves. Sending asks nobody whether a user exists; only user tokens do. */

/** One user. */
export interface EmulatorUser {
  readonly uuid: string;
  readonly username: string;
  /** `undefined`: made by the app, and nobody has told a password. */
  readonly password: string | undefined;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** The users of one app. */
export interface Users {
  readonly find: (username: string) => EmulatorUser | undefined;
  readonly create: (username: string) => EmulatorUser;
  /** Back to those there were at the start. */
  readonly clear: () => void;
}

/** @param passwords by user name: those who are there from the start. */
export function createUsers(
  passwords: Readonly<Record<string, string>>,
  now: () => number,
  nextUuid: () => string,
): Users {
  const users = new Map<string, EmulatorUser>();

  function add(username: string, password?: string): EmulatorUser {
    const user = { uuid: nextUuid(), username, password, created: now() };
    users.set(username, user);
    return user;
  }

  function clear(): void {
    users.clear();
    for (const [username, password] of Object.entries(passwords)) add(username, password);
  }

  clear();
  return { find: (username) => users.get(username), create: (username) => add(username), clear };
}
