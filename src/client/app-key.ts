/** The two names in an app key `org#app`. */
export interface AppKey {
  readonly orgName: string;
  readonly appName: string;
}

/**
 * Reads an app key of the form `org#app`, spaces around it ignored.
 *
 * @returns `undefined` where it is not of that form: exactly one `#`, and on both sides only characters that need no
 * escaping in an address, so that a key never leads elsewhere
 */
export function parseAppKey(text: string): AppKey | undefined {
  const match = /^([\w.-]+)#([\w.-]+)$/.exec(text.trim());
  const [, orgName, appName] = match ?? [];
  if (orgName === undefined || appName === undefined) return undefined;
  return /^\.+$/.test(orgName) || /^\.+$/.test(appName) ? undefined : { orgName, appName };
}
