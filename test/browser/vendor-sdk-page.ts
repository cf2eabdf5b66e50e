/** What runs in the page of the vendor's SDK test: a chat app that does nothing but files, all of it through the SDK. */
import vendor, { type AgoraChat } from "agora-chat";

/** How the SDK signs in. */
export interface SignIn {
  readonly appKey: string;
  /** The chat service. */
  readonly apiUrl: string;
  /** Where the SDK looks for its socket; there is none. */
  readonly socketUrl: string;
  readonly user: string;
  readonly password: string;
}

/** A file as the reader of the page would choose it. */
export interface ChosenFile {
  /** Its content as base64, or how many bytes of any kind it has. */
  readonly content: string | number;
  readonly name: string;
  readonly type: string;
  readonly thumbnailWidth?: number;
  readonly thumbnailHeight?: number;
}

/** A download's end: what came, or the SDK's word for what went wrong. */
export interface Downloaded {
  readonly bytes?: number;
  /** Lower-case hex digits. */
  readonly sha256?: string;
  /** The content type. */
  readonly type?: string;
  /** Of a picture, in pixels. */
  readonly size?: PictureSize | undefined;
  /** A name out of the SDK's `statusCode`. */
  readonly problem?: string | undefined;
}

/** Width and height. */
export type PictureSize = readonly [number, number];

/** What the SDK makes of a picture message before it would go out through the socket. */
export interface PictureMessage {
  readonly url?: string | undefined;
  readonly thumb?: string | undefined;
  readonly secret?: string | undefined;
  readonly problem?: string | undefined;
}

let connection: AgoraChat.Connection;

const chat = {
  /** @returns the token that the SDK has got for itself */
  async signIn({ appKey, apiUrl, socketUrl, user, password }: SignIn): Promise<string> {
    connection = new vendor.connection({ appKey, apiUrl, url: socketUrl, isHttpDNS: false, autoReconnectNumMax: 0 });
    // It has its token before it finds that there is no socket.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way in which it asks for the token itself
    await connection.open({ user, pwd: password }).catch(() => undefined);
    return connection.token;
  },

  /** @returns the service's answer, which the SDK hands on as it is: refusals above 400 too */
  upload(chosen: ChosenFile): Promise<UploadAnswer> {
    const { appKey, apiUrl, token } = connection;
    const options = { ...fileOptions(chosen), appKey, apiUrl, accessToken: token, to: "bob", chatType: "singleChat" };
    return new Promise((onFileUploadComplete, reject) => {
      const onFileUploadError = (error: AgoraChat.ErrorEvent): void => reject(new Error(nameOf(error)));
      vendor.utils.uploadFile.call(connection, { ...options, onFileUploadComplete, onFileUploadError });
    });
  },

  /** @param headers sent besides the SDK's own */
  download(url: string, secret: string, headers: Readonly<Record<string, string>> = {}): Promise<Downloaded> {
    return new Promise((resolve) => {
      vendor.utils.download.call(connection, {
        url,
        secret,
        headers,
        onFileDownloadComplete: (content: Blob) => void describe(content).then(resolve),
        onFileDownloadError: (error) => resolve({ problem: nameOf(error) }),
      });
    });
  },

  /** Sends a picture as an app would; that ends where the socket would begin. */
  async sendPicture(chosen: ChosenFile, width: number, height: number): Promise<PictureMessage> {
    const { file, ...thumbnail } = fileOptions(chosen);
    const message = vendor.message.create({
      type: "img",
      chatType: "singleChat",
      to: "bob",
      file: file as AgoraChat.FileObj,
      width,
      height,
      ...thumbnail,
    }) as AgoraChat.ImgMsgBody;
    // Without a socket it takes itself for signed out.
    connection["logOut"] = false;
    const problem = await connection.send(message).then(
      () => undefined,
      (error: unknown) => nameOf(error as AgoraChat.ErrorEvent),
    );
    return { url: message.url, thumb: message.thumb, secret: message.secret, problem };
  },

  /** @returns the width and height of an address put into an `img`, as apps do with a message's; `undefined`: it does not load */
  show(url: string): Promise<PictureSize | undefined> {
    return new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
      image.onerror = () => resolve(undefined);
      image.src = url;
    });
  },
};

/** The answer to an upload, or a refusal. */
export interface UploadAnswer {
  readonly uri?: string;
  readonly entities?: readonly { readonly uuid: string; readonly "share-secret": string | null }[];
  readonly error?: string;
}

declare global {
  /** The page's chat app, for the test to call. */
  var chatApp: typeof chat;
}
globalThis.chatApp = chat;

interface FileOptions {
  readonly file: object;
  readonly thumbnailWidth?: number;
  readonly thumbnailHeight?: number;
}

function fileOptions({ content, name, type, ...thumbnail }: ChosenFile): FileOptions {
  const bytes =
    typeof content === "number"
      ? new Uint8Array(content)
      : Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const data = new File([bytes], name, { type });
  return { file: { data, filename: name, filetype: type, url: URL.createObjectURL(data) }, ...thumbnail };
}

async function describe(content: Blob): Promise<Downloaded> {
  const digest = await crypto.subtle.digest("SHA-256", await content.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const size = await chat.show(vendor.utils.parseDownloadResponse(content));
  return { bytes: content.size, sha256, type: content.type, size };
}

function nameOf({ type }: { readonly type: number }): string {
  return Object.entries(vendor.statusCode).find(([, code]) => code === type)?.[0] ?? String(type);
}
