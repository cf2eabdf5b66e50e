/** By name. `true` writes the name alone (`multiple`), `undefined` nothing. */
export type Attributes = Readonly<Record<string, string | true | undefined>>;

/** Elements that have no content and no end. */
const empty = new Set(["input", "hr"]);

/**
 * An HTML element in one line.
 *
 * @param attributes as plain text, in the order in which they are written
 * @param content HTML
 */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const start = `<${name}${Object.entries(attributes).map(attribute).join("")}`;
  return empty.has(name) ? `${start} />` : `${start}>${content.join("")}</${name}>`;
}

/** An HTML element with each part of its content, HTML, on lines of its own. */
export function block(name: string, attributes: Attributes, ...content: readonly string[]): string {
  return element(name, attributes, "\n", ...content.map((part) => `${part.replace(/^/gm, "  ")}\n`));
}

function attribute([name, value]: readonly [string, string | true | undefined]): string {
  if (value === undefined) return "";
  return value === true ? ` ${name}` : ` ${name}="${escaped(value)}"`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
