/** A started emulator for the tests of one file, reset before each test, with a clock that stands still. */
import { createEmulator, type Emulator, type EmulatorOptions } from "../../../src/emulator/emulator";

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Buffer;
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
  /** The same with GET and without a body. */
  readonly get: (resource: string, unusual?: Unusual) => Promise<Reply>;
  /** Uploads one file; `fields` go into the form. */
  readonly upload: (content: Buffer, file?: UploadedAs, unusual?: Unusual) => Promise<Reply>;
  /** `path` from the root. */
  readonly ask: (path: string, body?: string | FormData, unusual?: Unusual) => Promise<Reply>;
}

/** How a file is uploaded. */
export interface UploadedAs {
  /** Default `leaf.png`. */
  readonly filename?: string;
  /** Default `image/png`. */
  readonly type?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** The moment at which the clock stands: 2025-10-09T08:53:20Z, in milliseconds. */
export const startMs = 1_760_000_000_000;

/** Starts before the tests of the enclosing `describe` and stops after them. */
export function useEmulator(options: EmulatorOptions = {}): UsedEmulator {
  const emulator = createEmulator({ clock: () => startMs, ...options });
  before(() => emulator.start());
  beforeEach(() => emulator.reset());
  after(() => emulator.stop());

  async function ask(path: string, body?: string | FormData, unusual: Unusual = {}): Promise<Reply> {
    const { method = "POST", token = emulator.app.readyToken } = unusual;
    const response = await fetch(emulator.url + path, {
      method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...unusual.headers },
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    return { status: response.status, headers: response.headers, text, bytes, json: parsed(text) };
  }

  const pathOf = (resource: string): string => `/${emulator.app.orgName}/${emulator.app.appName}/${resource}`;

  return {
    emulator,
    ask,
    get: (resource, unusual = {}) => ask(pathOf(resource), undefined, { method: "GET", ...unusual }),
    upload(content, { filename = "leaf.png", type = "image/png", fields = {} } = {}, unusual = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob([new Uint8Array(content)], { type }), filename);
      return ask(pathOf("chatfiles"), form, unusual);
    },
    post: (resource, body, unusual = {}) =>
      ask(pathOf(resource), typeof body === "string" ? body : JSON.stringify(body), {
        ...unusual,
        headers: { "content-type": "application/json", ...unusual.headers },
      }),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>; // tests look at what they expect
  } catch {
    return {};
  }
}
