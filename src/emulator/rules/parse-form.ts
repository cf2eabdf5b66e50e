/** Reads the form of an upload. */
import busboy from "busboy";
import type { Call } from "../http/call";
import { formMalformed } from "./file-refusals";
import { Refused } from "./refusal";

/** A form as it was uploaded. */
export interface UploadForm {
  /** The parts named `file` that have a file name. */
  readonly files: readonly UploadedPart[];
  readonly fields: ReadonlyMap<string, string>;
}

/** A part with a file. */
export interface UploadedPart {
  /** Without folders. */
  readonly filename: string;
  /** As the part says; `application/octet-stream` when it does not. */
  readonly mimeType: string;
  readonly content: Buffer;
  /** The file was larger than `mostFileBytes`. */
  readonly isCut: boolean;
}

/** @throws Refused 400 for a form that cannot be read. */
export async function parseForm(call: Call, mostFileBytes: number): Promise<UploadForm> {
  const files: UploadedPart[] = [];
  const fields = new Map<string, string>();
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: { "content-type": call.headers["content-type"] },
      defParamCharset: "utf8",
      // One byte more shows that there was more.
      limits: { fileSize: mostFileBytes + 1, files: 10, fields: 100, fieldSize: 1024 },
    });
  } catch {
    throw new Refused(formMalformed); // no boundary
  }
  return new Promise((resolve, reject) => {
    parser.on("field", (name, value) => fields.set(name.toLowerCase(), value));
    parser.on("file", (name, part, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      part.on("data", (chunk: Buffer) => chunks.push(chunk));
      part.on("error", () => reject(new Refused(formMalformed)));
      part.on("end", () => {
        const content = Buffer.concat(chunks);
        if (name === "file" && isNamed(filename)) {
          files.push({ filename, mimeType, content, isCut: content.length > mostFileBytes });
        }
      });
    });
    parser.on("error", () => reject(new Refused(formMalformed)));
    parser.on("close", () => resolve({ files, fields }));
    parser.end(call.body);
  });
}

/** The types say that there is always a name; a part that only has a type has none. */
const isNamed = (filename: string | undefined): filename is string => filename !== undefined && filename !== "";
