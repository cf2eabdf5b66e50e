import { createRandom } from "../create-random";

/** How many of a thousand messages are from {@link rareSender}. */
export const rarePerMille = 10;

/** Who sends one message of a hundred. */
export const rareSender = "pump-7";

/**
 * Makes lines of history as the service writes them: seven types of message, about 494 bytes each in UTF-8, Chinese and
 * emoji among Latin letters. The same number always makes the same line, with an id of its own.
 */
export function historyLine(number: number): string {
  const random = createRandom(number + 1);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const from = number % (1000 / rarePerMille) === 0 ? rareSender : pick(senders);
  const chat = pick(chats);
  return `${JSON.stringify({
    msg_id: String(1_402_233_445_000_000_000n + BigInt(number) * 1_283n),
    timestamp: 1_759_993_200_000 + number * 8,
    direction: "outgoing",
    from,
    to: chat.to,
    chat_type: chat.type,
    payload: { bodies: [bodyOf(random, pick)], ext: extOf(random, pick), from, to: chat.to },
  })}\n`;
}

type Pick = <T>(choices: readonly T[]) => T;

function bodyOf(random: () => number, pick: Pick): object {
  const part = random();
  const file = (name: string): object => ({
    file_length: Math.floor(random() * 900_000),
    filename: name,
    secret: hex(random, 24),
    url: `https://a61.chat.agora.io/farmco/greenhouse/chatfiles/${hex(random, 32)}`,
  });
  if (part < 0.1) return { ...file("leaf.png"), size: { height: 640, width: 480 }, type: "img" };
  if (part < 0.14) return { ...file("pump.amr"), length: 7, type: "audio" };
  if (part < 0.16) {
    const thumb = `https://a61.chat.agora.io/farmco/greenhouse/chatfiles/${hex(random, 32)}`;
    return { ...file("cam.mp4"), length: 10, thumb, thumb_secret: hex(random, 24), type: "video" };
  }
  if (part < 0.22) return { addr: pick(places), lat: Math.floor(random() * 9e5) / 1e4, lng: 4.8952, type: "loc" };
  if (part < 0.28) return { action: pick(["valve_open", "valve_close", "lights_on"]), type: "cmd" };
  if (part < 0.34)
    return { customEvent: "alarm", customExts: { tank: String(Math.floor(random() * 9)) }, type: "custom" };
  const sentences = Array.from({ length: 2 + Math.floor(random() * 3) }, () => sentence(random, pick));
  return { msg: sentences.join(" "), type: "txt" };
}

function extOf(random: () => number, pick: Pick): object {
  const ticket = Math.floor(random() * 1e6);
  return {
    zone: pick(places),
    ticket,
    unit: pick(units),
    em_apns_ext: { em_push_title: "Beds" },
    read: random() < 0.5,
  };
}

function hex(random: () => number, length: number): string {
  let text = "";
  while (text.length < length)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return text.slice(0, length);
}

const senders = Array.from({ length: 40 }, (_, index) => `sensor-${index}`);

const chats = [
  ...Array.from({ length: 30 }, (_, index) => ({ type: "chat", to: `gardener.${index}` })),
  ...Array.from({ length: 12 }, (_, index) => ({ type: "groupchat", to: `1984567${index}` })),
  ...Array.from({ length: 4 }, (_, index) => ({ type: "chatroom", to: `2765432${index}` })),
];

const units = ["kPa", "°C", "L/min", "%"];

const places = ["greenhouse B, bed 7", "north field", "温室三号", "泵房东侧", "pump house", "row 12 🌱"];

const words =
  "soil bed dry wet valve open close tank level percent falling rising water pump pressure low high alarm light lamp " +
  "seed leaf row field north south please check thanks after lunch before night wind rain door camera picture harvest";

const latin = words.split(" ");
const chinese = Array.from("温室土壤太干请打开阀门泵已停机压力不足今天下雨明晚浇水种子叶片照片");
const emoji = Array.from("💧🌱👍🔥🚪📷😀🌧");

/** One in three is Chinese. */
function sentence(random: () => number, pick: Pick): string {
  const isChinese = random() < 0.33;
  const length = 7 + Math.floor(random() * 9);
  const parts = Array.from({ length }, () => pick(isChinese ? chinese : latin));
  return `${parts.join(isChinese ? "" : " ")} ${Math.floor(random() * 1e3)} ${random() < 0.3 ? pick(emoji) : "."}`;
}
