import type { Page } from "playwright-core";

/** What an outbox holds after a bad night. */
const outbox = {
  census: { waiting: 1234, uncertain: 2, failed: 1 },
  parked: [
    parked("one", { to: ["ann", "ben", "carl", "dora", "emil"], preview: "Bed 3 is too dry" }),
    parked("two", {
      state: "failed",
      code: "CHAT_EXPIRED",
      chatType: "chatgroups",
      to: ["66016455491585"],
      type: "img",
    }),
    parked("three", { to: ["a-user-id-that-is-as-long-as-a-user-id-may-be-and-still-goes-on-and-on-and-on"] }),
  ],
};

const steps = ["address", "tls", "appKey", "signIn", "permission"] as const;

/** Lets the server say what an outbox holds, without one. */
export async function answerOutbox(page: Page): Promise<void> {
  await page.route("**/agora-chat/outbox/*", (route) => route.fulfill({ json: outbox }));
}

/** Lets the server say how the test of a connection went, without one. */
export function answerConnectionTest({ ok }: { readonly ok: boolean }): (page: Page) => Promise<void> {
  const failure = { step: "signIn", reason: "sign-in-refused", params: { description: "client_id does not match" } };
  const result = {
    ok,
    steps: steps.map((step, index) => ({ step, state: ok || index < 3 ? "ok" : index === 3 ? "failed" : "skipped" })),
    ...(ok ? { tokenSeconds: 86_400 } : { failure }),
  };
  return async (page) => {
    await page.route("**/agora-chat/test", (route) => route.fulfill({ json: result }));
  };
}

function parked(id: string, differences: object): object {
  return {
    id,
    state: "uncertain",
    code: "CHAT_NO_ANSWER",
    acceptedAt: Date.UTC(2025, 9, 9, 7, 30),
    chatType: "users",
    type: "txt",
    preview: "",
    ...differences,
  };
}
