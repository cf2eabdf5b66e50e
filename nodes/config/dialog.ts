import { amountRow } from "../dialog-kit/amount-row";
import { checkRow } from "../dialog-kit/check-row";
import { configNodeRow } from "../dialog-kit/config-node-row";
import { heading } from "../dialog-kit/heading";
import type { Hint } from "../dialog-kit/hint";
import { hint } from "../dialog-kit/hint";
import { hintRow } from "../dialog-kit/hint-row";
import { nameRow } from "../dialog-kit/name-row";
import { place } from "../dialog-kit/place";
import { renderDialog } from "../dialog-kit/render-dialog";
import { secretRow } from "../dialog-kit/secret-row";
import { section } from "../dialog-kit/section";
import { selectRow } from "../dialog-kit/select-row";
import { textRow } from "../dialog-kit/text-row";

/** What keeping messages in Redis needs installed, ready to be copied. */
const redisPackages: Hint = {
  html: `<div class="agora-chat-hint">
  <span data-i18n="hint.redisPackages"></span> <code>npm install bullmq ioredis</code>
</div>`,
};

const connection = [
  heading("connection"),
  nameRow(),
  selectRow("platform", ["agora", "easemob"], { icon: "cloud" }),
  textRow("host", { icon: "server", hint: true }),
  textRow("appKey", { icon: "key", example: "41117440#383391" }),
  selectRow("dialect", ["current", "legacy"], { icon: "code", hint: [hint("legacy", "dialect:legacy")] }),
];

const signIn = [
  heading("sign-in"),
  selectRow("auth", ["certificate", "secret", "token"], { icon: "sign-in" }),
  textRow("appId", { icon: "id-card-o", when: "auth:certificate" }),
  secretRow("appCertificate", { icon: "lock", when: "auth:certificate" }),
  textRow("clientId", { icon: "id-card-o", when: "auth:secret" }),
  secretRow("clientSecret", { icon: "lock", when: "auth:secret" }),
  secretRow("token", { icon: "lock", when: "auth:token", hint: true }),
  hintRow("secrets"),
];

const limits = section("limits", [
  amountRow("callsPerSecond", "calls-per-second"),
  amountRow("recipientsPerMinute", "messages-per-minute"),
  amountRow("groupMessagesPerSecond", "messages-per-second"),
  amountRow("roomsPerSecond", "messages-per-second"),
  amountRow("historyCallsPerMinute", "hours-per-minute"),
  hintRow("limits"),
  checkRow("evenPace"),
]);

const retry = section("retry", [
  selectRow("retry", ["patient", "brisk", "never"]),
  amountRow("maxAge", "minutes", { decimal: true, hint: true }),
  checkRow("repeatUnknown"),
]);

const outbox = section("outbox", [
  selectRow("outbox", ["memory", "disk", "redis"], {
    hint: [
      hint("outbox.memory", "outbox:memory"),
      hint("outbox.disk", "outbox:disk"),
      hint("outbox.redis", "outbox:redis"),
      hint("outbox.leaves", "leaves:disk redis"),
    ],
  }),
  secretRow("redisUrl", {
    when: "outbox:redis",
    example: "redis://:password@192.168.1.10:6379",
    hint: [hint("redisUrl"), redisPackages],
  }),
  place("agora-chat-outbox"),
]);

const network = section("network", [
  amountRow("timeout", "seconds", { decimal: true }),
  configNodeRow("tls"),
  configNodeRow("proxy", { hint: true }),
]);

/** The dialog of `agora-chat-config`, from top to bottom. */
export const dialog = renderDialog(
  "agora-chat-config",
  [...connection, ...signIn, place("agora-chat-test"), limits, retry, outbox, network],
  "node-config-input",
);
