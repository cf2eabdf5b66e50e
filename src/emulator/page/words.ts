/** Every word the page says, by language. */
import type { Connection } from "./event-stream";
import type { ChatType, DeletionType, MessageType } from "./message";

/** One language's words. */
export interface Words {
  /** The language's tag, for dates and for `<html lang>`. */
  readonly language: string;
  readonly title: string;
  readonly chats: string;
  readonly conversation: string;
  readonly connection: Readonly<Record<Connection, string>>;
  readonly kind: Readonly<Record<ChatType, string>>;
  /** A conversation's line in the list when there is no text to preview. */
  readonly preview: Readonly<Record<MessageType, string>>;
  readonly appKey: string;
  readonly host: string;
  readonly copy: (what: string) => string;
  readonly copied: string;
  readonly filter: string;
  readonly nothingFound: string;
  readonly moreChats: (count: number) => string;
  readonly back: string;
  readonly messages: (count: number) => string;
  readonly unread: (count: number) => string;
  readonly newMessages: (count: number) => string;
  readonly arrived: (to: string, from: string, preview: string) => string;
  readonly showEarlier: (count: number) => string;
  readonly today: string;
  readonly yesterday: string;
  readonly details: string;
  readonly recalled: string;
  readonly wasRecalled: (to: string, from: string) => string;
  readonly deleted: Readonly<Record<DeletionType, (user: string, channel: string) => string>>;
  readonly imported: string;
  readonly importedWhy: string;
  readonly seconds: (count: number) => string;
  readonly play: string;
  readonly pause: string;
  readonly position: string;
  readonly open: string;
  readonly download: string;
  readonly enlarge: string;
  readonly close: string;
  readonly pictureUnreachable: string;
  readonly soundUnreachable: string;
  readonly videoUnreachable: string;
  readonly fileGone: string;
  readonly fileGoneWhy: string;
  readonly drawnMap: string;
  readonly noEvent: string;
  readonly silentPush: string;
  readonly forcedPush: string;
  readonly push: string;
  readonly emptyTitle: string;
  readonly emptyText: readonly [string, string];
}

const english: Words = {
  language: "en",
  title: "Chat emulator",
  chats: "Chats",
  conversation: "Conversation",
  connection: { connecting: "Connecting…", live: "Live", reconnecting: "Reconnecting…" },
  kind: { users: "User", chatgroups: "Group", chatrooms: "Room" },
  preview: {
    txt: "Text",
    img: "Picture",
    audio: "Voice message",
    video: "Video",
    file: "File",
    loc: "Location",
    cmd: "Command",
    custom: "Custom message",
  },
  appKey: "App key",
  host: "Host",
  copy: (what) => `Copy ${what.toLowerCase()}`,
  copied: "Copied",
  filter: "Filter chats",
  nothingFound: "No chat has this in its name.",
  moreChats: (count) => `Show ${count} more`,
  back: "Back to all chats",
  messages: (count) => (count === 1 ? "1 message" : `${count} messages`),
  unread: (count) => `${count} unread`,
  newMessages: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
  arrived: (to, from, preview) => `New message for ${to} from ${from}: ${preview}`,
  showEarlier: (count) => `Show ${count} earlier`,
  today: "Today",
  yesterday: "Yesterday",
  details: "Details",
  recalled: "Message recalled",
  wasRecalled: (to, from) => `A message for ${to} from ${from} was recalled`,
  deleted: {
    chat: (user, channel) => `${user} deleted the chat with ${channel}, on their side only`,
    groupchat: (user) => `${user} deleted this group’s chat, on their side only`,
  },
  imported: "Imported",
  importedWhy: "Brought in from elsewhere, with the time it was sent there",
  seconds: (count) => (count === 1 ? "1 second" : `${count} seconds`),
  play: "Play",
  pause: "Pause",
  position: "Position",
  open: "Open",
  download: "Download",
  enlarge: "Enlarge",
  close: "Close",
  pictureUnreachable: "Picture cannot be shown",
  soundUnreachable: "Sound cannot be played",
  videoUnreachable: "Video cannot be played",
  fileGone: "File no longer here",
  fileGoneWhy: "Expired, recalled, or from before a restart.",
  drawnMap: "A drawn map, not the real streets",
  noEvent: "(no event name)",
  silentPush: "Silent push",
  forcedPush: "Forced push",
  push: "Push",
  emptyTitle: "Waiting for the first message",
  emptyText: [
    "In Node-RED, drag in a “send message” node and give its app the app key and host below, and the sign-in that the emulator printed in its terminal.",
    "Deploy, press an inject that sends a text to alice, and it appears here at once.",
  ],
};

const chinese: Words = {
  language: "zh-CN",
  title: "聊天模拟器",
  chats: "会话",
  conversation: "会话内容",
  connection: { connecting: "正在连接…", live: "实时", reconnecting: "正在重新连接…" },
  kind: { users: "用户", chatgroups: "群组", chatrooms: "聊天室" },
  preview: {
    txt: "文本",
    img: "图片",
    audio: "语音",
    video: "视频",
    file: "文件",
    loc: "位置",
    cmd: "命令",
    custom: "自定义消息",
  },
  appKey: "App Key",
  host: "服务器地址",
  copy: (what) => `复制${what}`,
  copied: "已复制",
  filter: "筛选会话",
  nothingFound: "没有名称匹配的会话。",
  moreChats: (count) => `再显示 ${count} 个`,
  back: "返回会话列表",
  messages: (count) => `${count} 条消息`,
  unread: (count) => `${count} 条未读`,
  newMessages: (count) => `${count} 条新消息`,
  arrived: (to, from, preview) => `${to} 收到 ${from} 的新消息：${preview}`,
  showEarlier: (count) => `显示更早的 ${count} 条`,
  today: "今天",
  yesterday: "昨天",
  details: "详情",
  recalled: "消息已撤回",
  wasRecalled: (to, from) => `${from} 发给 ${to} 的一条消息已撤回`,
  deleted: {
    chat: (user, channel) => `${user} 已在自己一侧删除与 ${channel} 的会话`,
    groupchat: (user) => `${user} 已在自己一侧删除此群组的会话`,
  },
  imported: "已导入",
  importedWhy: "从别处导入，保留原来的发送时间",
  seconds: (count) => `${count} 秒`,
  play: "播放",
  pause: "暂停",
  position: "播放位置",
  open: "打开",
  download: "下载",
  enlarge: "查看大图",
  close: "关闭",
  pictureUnreachable: "图片无法显示",
  soundUnreachable: "语音无法播放",
  videoUnreachable: "视频无法播放",
  fileGone: "文件已不存在",
  fileGoneWhy: "已过期、已撤回，或来自重启之前。",
  drawnMap: "示意地图，并非真实街道",
  noEvent: "（无事件名）",
  silentPush: "静默推送",
  forcedPush: "强制推送",
  push: "推送",
  emptyTitle: "等待第一条消息",
  emptyText: [
    "在 Node-RED 中拖入一个“发送消息”节点，在它的应用里填入下面的 App Key 和服务器地址，以及模拟器在终端中打印的登录信息。",
    "部署后按下 inject 按钮给 alice 发一条文本，它会立刻出现在这里。",
  ],
};

/** The words for the first of the reader's languages that there are words for; otherwise English. */
export function chooseWords(languages: readonly string[]): Words {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return chinese;
    if (/^en\b/i.test(language)) return { ...english, language };
  }
  return english;
}
