import should from "should";
import { useEmulator } from "../use-emulator";

describe("the event stream of the emulator's page", () => {
  const { emulator, post } = useEmulator();
  const send = (to: string) => post("messages/users", { to: [to], type: "txt", body: { msg: "line\none" } });

  it("begins with the app and the last 500 messages", async () => {
    for (let block = 0; block < 2; block += 1) {
      const to = Array.from({ length: 300 }, (_, index) => `u${block}-${index}`);
      await post("messages/users", { to, type: "txt", body: { msg: "hello" } });
    }
    const stream = await listen(emulator.url);
    const [event] = await stream.take(1);
    should(event?.name).equal("snapshot");
    should(event?.data).containEql({
      app: { appKey: "farmco#greenhouse", url: emulator.url },
      limit: null,
      callbacks: { postSend: false, preSend: false },
      messages: emulator.messages().slice(-500),
    });
    await stream.close();
  });

  it("has one session until everything is forgotten, so that a page knows what still holds", async () => {
    const sessions: unknown[] = [];
    for (let round = 0; round < 3; round += 1) {
      const stream = await listen(emulator.url);
      const [snapshot] = await stream.take(1);
      sessions.push((snapshot?.data as { readonly session: string }).session);
      if (round === 1) {
        emulator.reset();
        const [reset] = await stream.take(1);
        sessions.push((reset?.data as { readonly session: string }).session);
      }
      await stream.close();
    }
    should(sessions[1]).equal(sessions[0]);
    should(sessions[2]).be.a.String().and.not.equal(sessions[0]);
    should(sessions[3]).equal(sessions[2]);
  });

  it("tells the counts at first and when they have changed", async () => {
    const stream = await listen(emulator.url, ["counts"]);
    await send("a");
    const [first, next] = await stream.take(2);
    should(first?.data).eql({ acceptedInLastSecond: 0, acceptedInLastMinute: 0, accepted: 0, refused: 0 });
    should(next?.data).eql({ acceptedInLastSecond: 1, acceptedInLastMinute: 1, accepted: 1, refused: 0 });
    await stream.close();
  });

  it("goes on with each message and each reset, for every listener", async () => {
    const streams = [await listen(emulator.url), await listen(emulator.url)];
    for (const stream of streams) await stream.take(1);
    await send("a");
    await send("b");
    const sent = emulator.messages();
    emulator.reset();
    await send("c");
    for (const stream of streams) {
      const events = await stream.take(4);
      should(events.map(({ name }) => name)).eql(["message", "message", "reset", "message"]);
      const messages = events.filter(({ name }) => name === "message");
      should(messages.map(({ data }) => data)).eql([...sent, ...emulator.messages()]);
      await stream.close();
    }
  });

  it("tells what is taken back and which conversations are deleted", async () => {
    const stream = await listen(emulator.url);
    await send("a");
    const [message] = emulator.messages();
    await post("messages/msg_recall", { msg_id: message?.id, chat_type: "chat", to: "a" });
    await post("users/a/user_channel", { channel: "b", type: "chat", delete_roam: false }, { method: "DELETE" });
    const events = (await stream.take(4)).slice(2);
    should(events).eql([
      { name: "recalled", data: { id: message?.id } },
      { name: "deleted", data: { user: "a", channel: "b", type: "chat" } },
    ]);
    await stream.close();

    const later = await listen(emulator.url);
    const [snapshot] = await later.take(1);
    should(snapshot?.data).containEql({ messages: [{ ...message, recalled: true }] });
    await later.close();
  });

  it("marks imported messages", async () => {
    const stream = await listen(emulator.url);
    await post("messages/users/import", { from: "a", target: "b", type: "txt", body: { msg: "hello" } });
    const [, event] = await stream.take(2);
    should(event?.name).equal("message");
    should(event?.data).containEql({ imported: true, from: "a", to: "b" });
    await stream.close();
  });

  it("serves 64 listeners, and a 65th when one has left", async () => {
    const streams = await Promise.all(Array.from({ length: 64 }, () => listen(emulator.url)));
    const tooMany = await fetch(`${emulator.url}/events`);
    should(tooMany.status).equal(503);
    await streams[0]?.close();
    let status = 503;
    while (status !== 200) {
      const next = await fetch(`${emulator.url}/events`);
      status = next.status;
      await next.body?.cancel();
    }
    await Promise.all(streams.slice(1).map((stream) => stream.close()));
    should((await send("a")).status).equal(200);
  });
});

interface Event {
  readonly name: string;
  readonly data: unknown;
}

const withoutCounts = ["snapshot", "message", "recalled", "deleted", "reset"];

/** Connects, and hands out events as they come, those of these names. */
async function listen(url: string, names: readonly string[] = withoutCounts) {
  const response = await fetch(`${url}/events`);
  should(response.headers.get("content-type")).startWith("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async take(count: number): Promise<readonly Event[]> {
      const events: Event[] = [];
      while (events.length < count) {
        const end = text.indexOf("\n\n");
        if (end < 0) {
          text += (await reader?.read())?.value ?? "";
          continue;
        }
        const [, name = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (names.includes(name)) events.push({ name, data: JSON.parse(data) as unknown });
      }
      return events;
    },
    close: async () => reader?.cancel(),
  };
}
