import { createHash } from "node:crypto";
import { callbackSecret } from "./load-order";

const appKey = "farmco#greenhouse";
const text = "The soil of bed 7 is too dry. ".repeat(6);

/**
 * Makes callbacks of messages as the service posts them, each with an id and a right signature of its own, as whole
 * requests of HTTP, so that to send one costs one write.
 *
 * @param nowMs the time in them, milliseconds since 1970
 */
export function callbackRequests(round: number, count: number, nowMs: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const callId = `${appKey}_6b1f0e2a-91c4-11ee-8d2f-${String(round * 1_000_000 + index).padStart(12, "0")}`;
    const security = createHash("md5").update(`${callId}${callbackSecret}${nowMs}`).digest("hex");
    const from = `user-${index % 1_000}`;
    const body = JSON.stringify({
      callId,
      eventType: "chat",
      timestamp: nowMs,
      chat_type: "chat",
      content_type: "chat:user:text",
      from,
      to: "greenhouse",
      msg_id: String(1_402_233_445_566n * 1_000_000n + BigInt(index)),
      payload: { bodies: [{ msg: text, type: "txt" }], ext: { zone: "north" }, from, to: "greenhouse", type: "chat" },
      securityVersion: "1.0.0",
      security,
      appkey: appKey,
      host: "msync@ebs-ali-beijing-msync40",
    });
    const head = [
      "POST /chat HTTP/1.1",
      "host: 127.0.0.1",
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "",
      "",
    ].join("\r\n");
    return Buffer.from(head + body);
  });
}
