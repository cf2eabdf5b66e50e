import { build } from "esbuild";
import type { BuildOptions, Plugin } from "esbuild";

/** What reads sound, films and pictures: half a megabyte that most flows never need, and two nodes share. */
const libraries: readonly string[] = ["file-type", "music-metadata"];

/**
 * Bundles each of these libraries into a file of its own, so that it is loaded on use. They come along, rather than as
 * dependencies, because their newest releases ask for Node.js 22, and npm before 10.8.2 refuses any range that reaches so
 * far, though an older release would do.
 *
 * @param folder where they are put
 * @returns the sources that went into them
 */
export async function bundleLibraries(folder: string, options: BuildOptions): Promise<readonly string[]> {
  const { metafile } = await build({
    ...options,
    entryPoints: [...libraries],
    outdir: folder,
    plugins: [loadLibrariesFrom(".")],
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

/**
 * Lets a bundle load the libraries instead of taking them in.
 *
 * @param folder as the bundle finds it: `./libraries`
 */
export function loadLibrariesFrom(folder: string): Plugin {
  const isLibrary = new RegExp(`^(${libraries.join("|")})$`);
  return {
    name: "load-libraries",
    setup: (bundle) =>
      bundle.onResolve({ filter: isLibrary }, ({ path, kind }) =>
        kind === "entry-point" ? undefined : { path: `${folder}/${path}.js`, external: true },
      ),
  };
}
