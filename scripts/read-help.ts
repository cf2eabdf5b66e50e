import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The help page of a node in a language, as Node-RED loads it, from its Markdown.
 *
 * @param language a folder of `locales/`
 * @param set the node's folder
 */
export function readHelp(language: string, set: string): string {
  const markdown = readFileSync(join(__dirname, "..", "locales", language, `${set}.md`), "utf8");
  return `<script type="text/markdown" data-help-name="agora-chat-${set}">\n${shippedMarkdown(markdown)}</script>\n`;
}

/**
 * Help as we write it, made into what Node-RED's editor shows rightly: each paragraph and each description on one line,
 * which the editor asks of descriptions (`: payload (string) : text`), and no colons but those between their parts.
 */
export function shippedMarkdown(markdown: string): string {
  return joinSentences(markdown)
    .split("\n")
    .map((line) => {
      const [mark = ""] = /^ *: .+? \(.+?\) : /.exec(line) ?? [];
      return mark + withoutColons(line.slice(mark.length));
    })
    .join("\n");
}

/** We write a sentence a line. Where sentences end in a full-width stop, no space comes between them. */
function joinSentences(markdown: string): string {
  const beginsBlock = /^ *(?:$|#+ |\| |- |\d+\. |: )/;
  return markdown.split("\n").reduce((joined, line) => {
    const endsBlock = /(?:^|\n)(?:#.*)?$/.test(joined);
    if (endsBlock || beginsBlock.test(line)) return `${joined}\n${line}`;
    return joined + (/[。！？][」』）”]*$/.test(joined) ? "" : " ") + line.trimStart();
  });
}

/** Those of addresses stay. A colon in code would be shown as it is written, so that code becomes HTML. */
function withoutColons(text: string): string {
  return text.replace(/\]\([^)]*\)|`([^`]*)`|:/g, (found, code?: string) => {
    if (code === undefined) return found === ":" ? inHtml(found) : found;
    return code.includes(":") ? `<code>${inHtml(code)}</code>` : found;
  });
}

function inHtml(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${String(sign.codePointAt(0))};`);
}
