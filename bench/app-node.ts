/** As long as tokens of this kind usually are. */
export const token = "a-token-of-a-length-that-is-usual-for-tokens-of-this-kind-0123456789";

/** Our config node, with the id `app`, for the service at this address; without limits. */
export function appNode(serviceUrl: string): object {
  return {
    id: "app",
    type: "agora-chat-config",
    name: "",
    platform: "agora",
    dialect: "current",
    host: serviceUrl,
    appKey: "farmco#greenhouse",
    auth: "token",
    callsPerSecond: "1000000",
    recipientsPerMinute: "1000000000",
    historyCallsPerMinute: "1000000",
    version: 1,
  };
}

/** What Node-RED keeps for it. */
export const appCredentials = { app: { token } };
