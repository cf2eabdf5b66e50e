import type { Send } from "./call";
import { stack } from "./call";
import { certificateToken } from "./sign-in/certificate-token";
import type { Clock } from "./clock";
import type { Dialect } from "./dialects/dialect";
import { createHttpTransport } from "./http/http-transport";
import type { TransportOptions } from "./http/http-transport";
import { readyToken } from "./sign-in/ready-token";
import { secretToken } from "./sign-in/secret-token";
import { createTokenCache } from "./sign-in/token-cache";
import type { TokenCache } from "./sign-in/token-cache";
import type { TokenSource } from "./sign-in/token-source";
import { withRefusals } from "./http/with-refusals";
import { withToken } from "./sign-in/with-token";

/** One of the three ways to sign in. */
export type SignIn =
  | { readonly auth: "certificate"; readonly appId: string; readonly appCertificate: string }
  | { readonly auth: "secret"; readonly clientId: string; readonly clientSecret: string }
  | { readonly auth: "token"; readonly token: string };

/** An app of the chat service, and how to reach it. */
export interface ChatClientOptions extends TransportOptions {
  readonly dialect: Dialect;
  readonly signIn: SignIn;
}

/** The service, typed: calls that are signed in and whose refusals are `ChatError`s. No retry, no queue. */
export interface ChatClient {
  readonly dialect: Dialect;
  readonly send: Send;
  readonly tokens: TokenCache;
  /** Closes connections and ends a sign-in under way; calls under way are ended by their own signals. */
  close(): void;
}

/** Creates the client of one app. It makes no call of itself. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { clock, dialect } = options;
  const lifetime = new AbortController();
  const transport = createHttpTransport(options);
  const unsigned = stack(
    transport.send,
    withRefusals(dialect, () => clock.now()),
  );
  const tokens = createTokenCache(tokenSource(options.signIn, unsigned, clock), clock, lifetime.signal);
  return {
    dialect,
    send: stack(unsigned, withToken(tokens)),
    tokens,
    close() {
      lifetime.abort();
      transport.close();
    },
  };
}

function tokenSource(signIn: SignIn, send: Send, clock: Clock): TokenSource {
  switch (signIn.auth) {
    case "certificate":
      return certificateToken(signIn.appId, signIn.appCertificate, clock);
    case "secret":
      return secretToken(signIn.clientId, signIn.clientSecret, send, clock);
    case "token":
      return readyToken(signIn.token);
  }
}
