/**
 * The name in a text that is nothing but `${NAME}`. Node-RED has put the variable's value in its place before a node
 * sees it; what still looks like this is a variable that is not set.
 */
export function unsetEnvName(value: unknown): string | undefined {
  return typeof value === "string" ? /^\s*\$\{([^{}]+)\}\s*$/.exec(value)?.[1] : undefined;
}
