import { stack } from "../src/client/call";
import type { Deliver } from "../src/delivery/outbox/outbox";
import { sendMessage } from "../src/delivery/sending/send-message";
import { benchClient, paletteLayers } from "./palette-layers";
import type { LayerSettings } from "./palette-layers";

/** Sends messages to a service of the bench's own as an app does it, with client, limits and retry. */
export function paletteDeliver(serviceUrl: string, settings: LayerSettings): Deliver {
  const client = benchClient(serviceUrl);
  const send = stack(client.send, ...paletteLayers(settings));
  return ({ message }, context) => sendMessage(send, client.dialect, message, context);
}
