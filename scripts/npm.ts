import { execFile } from "node:child_process";

/**
 * Runs npm in a folder.
 *
 * @returns what it wrote to its standard output
 * @throws with all that it printed
 */
export function npm(folder: string, ...args: readonly string[]): Promise<string> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, shell: process.platform === "win32" };
    execFile("npm", [...args, ...quiet], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`npm ${args.join(" ")} failed:\n${stdout}\n${stderr}`));
    });
  });
}
