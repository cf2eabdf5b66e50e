/** A picture of a dialog. */
export interface DialogPicture {
  /** Beside the sheet: `5.0/dark/en-US/config.png`. */
  readonly path: string;
  readonly dialog: string;
  /** What else tells it from others of the same dialog: `5.0 dark en-US`. */
  readonly look: string;
}

/** A page with all pictures, those of one dialog beside one another. */
export function contactSheet(pictures: readonly DialogPicture[]): string {
  const dialogs = [...new Set(pictures.map(({ dialog }) => dialog))];
  const rows = dialogs.map((dialog) => {
    const figures = pictures
      .filter((picture) => picture.dialog === dialog)
      .map(
        ({ path, look }) =>
          `<figure><a href="${path}"><img src="${path}" loading="lazy" alt=""></a><figcaption>${look}</figcaption></figure>`,
      );
    return `<h2 id="${dialog}">${dialog}</h2>\n<div>${figures.join("\n")}</div>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Dialogs</title>
<style>
body { margin: 24px; font: 14px/1.4 sans-serif; background: #888; }
div { display: flex; gap: 16px; overflow-x: auto; align-items: start; }
figure { margin: 0; } img { width: 300px; display: block; } figcaption { padding: 4px 0; }
</style>
${rows.join("\n")}
</html>
`;
}
