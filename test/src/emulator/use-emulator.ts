/** A started emulator for the tests of one file, reset before each test, with a clock that stands still. */
import { createEmulator, type Emulator, type EmulatorOptions } from "../../../src/emulator/emulator";

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body's JSON; `{}` when it is none, so that a test fails at what it looks for. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** How a request differs from the usual one: POST, the app's ready token, JSON. */
export interface Unusual {
  readonly method?: string;
  /** `null`: no Authorization header. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An emulator and the way to ask it. */
export interface UsedEmulator {
  readonly emulator: Emulator;
  /** `resource` follows `/{org}/{app}/`; a body that is no string is sent as JSON. */
  readonly post: (resource: string, body: unknown, unusual?: Unusual) => Promise<Reply>;
  /** `path` from the root. */
  readonly ask: (path: string, body?: string, unusual?: Unusual) => Promise<Reply>;
}

/** The moment at which the clock stands: 2025-10-09T08:53:20Z, in milliseconds. */
export const startMs = 1_760_000_000_000;

/** Starts before the tests of the enclosing `describe` and stops after them. */
export function useEmulator(options: EmulatorOptions = {}): UsedEmulator {
  const emulator = createEmulator({ clock: () => startMs, ...options });
  before(() => emulator.start());
  beforeEach(() => emulator.reset());
  after(() => emulator.stop());

  async function ask(path: string, body?: string, unusual: Unusual = {}): Promise<Reply> {
    const { method = "POST", token = emulator.app.readyToken } = unusual;
    const response = await fetch(emulator.url + path, {
      method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...unusual.headers },
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  return {
    emulator,
    ask,
    post: (resource, body, unusual = {}) =>
      ask(
        `/${emulator.app.orgName}/${emulator.app.appName}/${resource}`,
        typeof body === "string" ? body : JSON.stringify(body),
        { ...unusual, headers: { "content-type": "application/json", ...unusual.headers } },
      ),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>; // tests look at what they expect
  } catch {
    return {};
  }
}
