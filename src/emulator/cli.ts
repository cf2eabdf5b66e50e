/** `agora-chat-emulator`: runs the emulator until Ctrl-C. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { helpText, parseCommandLine, startFailure, welcomeText, type RunOptions } from "./command-line";
import { createEmulator } from "./emulator";

void main();

async function main(): Promise<void> {
  const command = parseCommandLine(process.argv.slice(2));
  if (command.do === "help") {
    process.stdout.write(helpText);
  } else if (command.do === "complain") {
    process.stderr.write(`${command.about}\n`);
    process.exitCode = 1;
  } else {
    await run(command.options);
  }
}

async function run(options: RunOptions): Promise<void> {
  const emulator = createEmulator({ ...options, control: true, pageFolder: pageFolder() });
  try {
    await emulator.start();
  } catch (error) {
    process.stderr.write(`${startFailure(error, options)}\n`);
    process.exitCode = 1;
    return;
  }
  // Nothing here outlives the process, so there is nothing to wait for.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
  process.stdout.write(welcomeText(emulator.url, emulator.app, options.callbacks));
}

/** Beside the built emulator; when run from source, where the build puts it. */
function pageFolder(): string {
  const beside = join(__dirname, "emulator-page");
  return existsSync(beside) ? beside : join(__dirname, "..", "..", "dist", "emulator-page");
}
