/** Runs in the demo's editor as it loads: offers the guided tour in the list of actions, and begins it where it is asked for. */
import texts from "./demo-tour-texts.json";

declare const location: { readonly hash: string };
declare const RED: {
  readonly events: { on(event: "flows:loaded", listener: () => void): void };
  readonly actions: { add(name: string, handler: () => void, options: { readonly label: string }): void };
  readonly i18n: { lang(): string | undefined };
  readonly tourGuide: { run(path: string): void };
};

const action = "agora-chat:show-the-tour-of-the-demo";
// Looked at now, because the editor puts the address of its first flow in its place.
const isAsked = location.hash === "#demo-tour";

RED.events.on("flows:loaded", () => {
  const labels: Readonly<Record<string, string>> = texts.action;
  const showTour = (): void => RED.tourGuide.run("/demo-tour/demo-tour-steps.js");
  RED.actions.add(action, showTour, { label: labels[RED.i18n.lang() ?? ""] ?? texts.action["en-US"] });
  // The first flow is drawn a moment later.
  if (isAsked) setTimeout(showTour, 1_000);
});
