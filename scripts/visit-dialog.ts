import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { DialogScene } from "./dialog-scenes";

/** What axe-core found in a dialog. */
export interface AxeProblem {
  /** Of the rule: `color-contrast`. */
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Of the element, and axe's own words about it. */
  readonly html: string;
  readonly why: string;
}

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What is found, without what it looked at in vain: half the time. */
const options = '{ resultTypes: ["violations"], preload: false, selectors: false }';

/** Our own part of the dialog that is in front; what Node-RED draws around it is not ours. */
export const ownPart = ".red-ui-tray:last-of-type .agora-chat-dialog";

/** Opens the dialog of a scene's node and brings it into the scene's state. */
export async function openScene(page: Page, scene: DialogScene): Promise<void> {
  await scene.answers?.(page);
  await page.evaluate(
    scene.set === "config"
      ? `RED.editor.editConfig("", "agora-chat-config", "${scene.fresh ? "_ADD_" : scene.name}")`
      : `RED.editor.edit(RED.nodes.node("${scene.name}"))`,
  );
  await page.locator(ownPart).waitFor();
  // It slides in, and hears nothing before it has arrived.
  await page.waitForTimeout(450);
  await page
    .locator(`${ownPart} details`)
    .evaluateAll(
      (sections, open) => sections.forEach((section) => section.toggleAttribute("open", open)),
      !scene.folded,
    );
  await scene.act?.(page);
}

/** Closes it again and leaves the node as it was. */
export async function closeScene(page: Page, scene: DialogScene): Promise<void> {
  await page.locator(scene.set === "config" ? "#node-config-dialog-cancel" : "#node-dialog-cancel").click();
  await page.locator(ownPart).waitFor({ state: "detached" });
  await page.waitForTimeout(300);
  if (scene.answers !== undefined) await page.unrouteAll();
}

/**
 * Lets axe-core look at our part of the open dialog.
 *
 * @throws where it did not get to see any text
 */
export async function axeProblems(page: Page): Promise<readonly AxeProblem[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  // The editor's body has no height of its own and hides what flows over, so axe would hold everything for hidden.
  await page.evaluate('document.body.style.height = "100%"; document.documentElement.style.height = "100%"');
  const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(ownPart)}, ${options})`);
  if (!JSON.stringify([violations, passes]).includes("contrast ratio")) throw new Error("axe-core saw no text.");
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({
      rule: id,
      impact: impact ?? "",
      help,
      html,
      why: failureSummary ?? "",
    })),
  );
}

interface AxeResults {
  readonly passes: readonly object[];
  readonly violations: readonly {
    readonly id: string;
    readonly impact?: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}
