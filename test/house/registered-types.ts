import { parse } from "acorn";
import type { AnyNode, CallExpression, ObjectExpression, Program } from "acorn";

/** What can be read of a node's definition without running it. */
export interface RegisteredType {
  readonly type: string;
  /** The properties that are plain values: `category`, `color`, `icon`, `inputs`, `outputs`, … */
  readonly literals: Readonly<Record<string, unknown>>;
  /** The names of all properties. */
  readonly names: readonly string[];
}

/**
 * Reads the definitions in a node's page as the node library does: only `<script type="text/javascript">` counts, and in
 * there only `RED.nodes.registerType` with a literal type and an object written in place.
 */
export function registeredTypes(page: string): readonly RegisteredType[] {
  return [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(([, attributes]) => /\btype="text\/javascript"/.test(attributes ?? ""))
    .flatMap(([, , code]) => registrations(parse(code ?? "", { ecmaVersion: "latest" })));
}

function registrations(tree: Program): readonly RegisteredType[] {
  const found: RegisteredType[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isRegistration(value as AnyNode)) {
      const [type, definition] = (value as CallExpression).arguments;
      if (type?.type === "Literal" && typeof type.value === "string" && definition?.type === "ObjectExpression") {
        found.push({ type: type.value, ...read(definition) });
      }
    }
    Object.values(value).forEach(visit);
  };
  visit(tree);
  return found;
}

function isRegistration(node: AnyNode): node is CallExpression {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object, property } = node.callee;
  if (property.type !== "Identifier" || property.name !== "registerType" || object.type !== "MemberExpression")
    return false;
  return object.object.type === "Identifier" && object.object.name === "RED";
}

function read(definition: ObjectExpression): Omit<RegisteredType, "type"> {
  const literals: Record<string, unknown> = {};
  const names: string[] = [];
  for (const property of definition.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    names.push(property.key.name);
    if (property.value.type === "Literal") literals[property.key.name] = property.value.value;
  }
  return { literals, names };
}
