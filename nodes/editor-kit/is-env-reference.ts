/** Whether a whole value is `${ENV_NAME}`: Node-RED puts in the variable's value when it starts the node. */
export function isEnvReference(value: string): boolean {
  return /^\$\{[a-zA-Z_][a-zA-Z0-9_]*\}$/.test(value);
}
