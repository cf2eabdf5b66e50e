const names = ["http_proxy", "https_proxy", "all_proxy"];

/**
 * Whether the environment names a proxy for anything. Where it names none, nobody need look for one at each call: to read
 * `process.env` is slow.
 */
export function hasEnvironmentProxy(environment: Readonly<NodeJS.ProcessEnv>): boolean {
  return names.flatMap((name) => [name, name.toUpperCase()]).some((name) => (environment[name] ?? "") !== "");
}
