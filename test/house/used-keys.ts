import ts from "typescript";
import { textOf } from "./checkout";

/** A catalogue key that a source file asks for. */
export interface UsedKey {
  /** As written, a namespace included; of a computed key only the part that is fixed, with its last dot. */
  readonly key: string;
  readonly computed: boolean;
  /** The function that is asked. */
  readonly reader: string;
}

/** The functions that look up texts, by name. */
const readers = new Set(["_", "sharedText", "words"]);

/** The keys that a TypeScript file asks for by the functions that look up texts. */
export function keysInCode(path: string): readonly UsedKey[] {
  const found: UsedKey[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { expression: callee } = node;
      const reader = ts.isPropertyAccessExpression(callee)
        ? callee.name.text
        : ts.isIdentifier(callee)
          ? callee.text
          : "";
      const [first] = node.arguments;
      if (readers.has(reader) && first !== undefined) found.push(...keysOf(first).map((key) => ({ ...key, reader })));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest));
  return found;
}

/** The keys in the `data-i18n` attributes of a template: `[placeholder]example.to;label.to`. */
export function keysInTemplate(html: string): readonly string[] {
  return [...html.matchAll(/\bdata-i18n="([^"]*)"/g)]
    .flatMap((match) => (match[1] ?? "").split(";"))
    .map((key) => key.replace(/^\[[^\]]*\]/, "").trim())
    .filter((key) => key !== "");
}

function keysOf(expression: ts.Expression): readonly Omit<UsedKey, "reader">[] {
  if (ts.isStringLiteralLike(expression)) return [{ key: expression.text, computed: false }];
  if (ts.isTemplateExpression(expression)) {
    return expression.head.text.endsWith(".") ? [{ key: expression.head.text, computed: true }] : [];
  }
  if (ts.isConditionalExpression(expression)) return [...keysOf(expression.whenTrue), ...keysOf(expression.whenFalse)];
  return [];
}
