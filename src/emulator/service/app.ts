/** The one chat app that the emulator serves: names and credentials as the vendor's console would show them. */

/** An app's names and credentials. All of the default app's values are invented, and the same at every start. */
export interface EmulatorApp {
  readonly orgName: string;
  readonly appName: string;
  /** `org#app`. */
  readonly appKey: string;
  /** The UUID that answers carry as `application`. */
  readonly applicationId: string;
  /** 32 hex digits. */
  readonly appId: string;
  /** 32 hex digits. */
  readonly appCertificate: string;
  /** Starts with `YXA6`, as the console's do. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** A token that is accepted until it is revoked. */
  readonly readyToken: string;
}

const defaultApp: EmulatorApp = {
  orgName: "farmco",
  appName: "greenhouse",
  appKey: "farmco#greenhouse",
  applicationId: "6b1f0e2a-91c4-11ee-8d2f-0b6a5c4d3e21",
  appId: "5a1e7c0de5a1e7c0de5a1e7c0de5a1e7",
  appCertificate: "c0ffee00c0ffee11c0ffee22c0ffee33",
  clientId: "YXA6ZmFybWNvLWdyZWVuaG91c2UtaWQ",
  clientSecret: "YXA6ZmFybWNvLWdyZWVuaG91c2Utc2VjcmV0",
  readyToken: "YWMtZmFybWNvLWdyZWVuaG91c2UtcmVhZHktdG9rZW4tZm9yLXRoZS1lbXVsYXRvcg",
};

/** The default app with some values replaced; the app key and the two names are kept in step. */
export function appFrom(replaced: Partial<EmulatorApp> = {}): EmulatorApp {
  const [keyOrg, keyApp] = (replaced.appKey ?? defaultApp.appKey).split("#");
  const orgName = replaced.orgName ?? keyOrg ?? defaultApp.orgName;
  const appName = replaced.appName ?? keyApp ?? defaultApp.appName;
  return { ...defaultApp, ...replaced, orgName, appName, appKey: `${orgName}#${appName}` };
}
