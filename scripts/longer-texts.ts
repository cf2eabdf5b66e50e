import type { Page } from "playwright-core";

/** What stands for a language whose texts are longer than those of any other, to see what breaks. */
export const longLanguage = "long";

/** Makes every text of the palette about two fifths longer in a page that is still to be opened. */
export async function lengthenTexts(page: Page): Promise<void> {
  await page.route(/\/nodes\/messages\?/, async (route) => {
    const response = await route.fetch();
    const catalogues = (await response.json()) as Readonly<Record<string, unknown>>;
    const ours = Object.entries(catalogues).map(([namespace, texts]) => [
      namespace,
      namespace.includes("agora-chat") ? lengthened(texts) : texts,
    ]);
    await route.fulfill({ json: Object.fromEntries(ours) as unknown });
  });
}

/** In the manner of German: long words, and more of them. */
function lengthened(texts: unknown): unknown {
  if (typeof texts === "string") return `${texts} ${"übereinstimmungs".slice(0, Math.ceil(texts.length * 0.4))}`;
  if (typeof texts !== "object" || texts === null) return texts;
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, lengthened(value)]));
}
