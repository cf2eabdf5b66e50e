/**
 * A process of its own, to be killed: takes messages in and delivers them. Says in lines what it does. Arguments: the
 * Redis' address, the app, and the texts of messages to `ann`, `bob` and so on in turn; one that begins with `hold` stays
 * on the wire.
 */
import { systemClock } from "../../../../src/client/clock";
import { usualOptions, textEntry } from "./outbox-process";
import { openRedisProcess } from "./redis-world";

const [, , url = "", app = "", ...texts] = process.argv;
const people = ["ann", "bob", "cid", "dan"];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { outbox } = await openRedisProcess(
    { url, app },
    {
      ...usualOptions,
      async deliver({ message }, { beforeSending }) {
        const { chatType, to, body } = message;
        await beforeSending?.({
          operation: "send-message",
          method: "POST",
          path: "messages",
          signedIn: true,
          recipients: { chatType, to },
        });
        const text = body.type === "txt" ? body.fields.msg : "";
        say(`sending ${text}`);
        if (text.startsWith("hold")) await new Promise(() => undefined);
        return to.map((id) => ({ to: id, chatType, messageId: `${text}-${id}`, timestamp: 1 }));
      },
      onReturned: () => undefined,
      onChanged: () => undefined,
    },
    systemClock,
  );
  outbox.start();
  const { signal } = new AbortController();
  texts.forEach((text, index) => {
    const to = people[index % people.length] ?? "ann";
    outbox.send(textEntry(text, to), { signal }).then(
      () => say(`sent ${text}`),
      (error: unknown) => say(`failed ${text} ${String(error)}`),
    );
  });
  let said = 0;
  for (;;) {
    const { waiting } = await outbox.census();
    if (waiting !== said) say(`waiting ${waiting}`);
    said = waiting;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

void main();
