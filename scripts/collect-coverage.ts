/**
 * Loaded before the tests that are measured: notes in this process which of `src/` runs, and writes it down at the end, with
 * the JavaScript that ran, for `coverage.ts`.
 *
 * Node.js' own variable for this, NODE_V8_COVERAGE, would slow down every process that a test starts.
 */
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import type { Profiler } from "node:inspector";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What V8 says about one file, and what it ran. */
export interface CollectedScript extends Profiler.ScriptCoverage {
  /** As it ran: with its source map in the last line. */
  readonly source: string;
}

const file = process.env["CHAT_FLOWS_COVERAGE"];
if (file !== undefined) collect(file, pathToFileURL(join(__dirname, "..", "src")).href);

function collect(to: string, folder: string): void {
  // Only this process: those that tests start load other copies.
  delete process.env["CHAT_FLOWS_COVERAGE"];
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  process.once("exit", () => writeFileSync(to, JSON.stringify(take(session, `${folder}/`))));
}

/** A session with its own thread answers at once. */
function take(session: Session, folder: string): readonly CollectedScript[] {
  let scripts: readonly Profiler.ScriptCoverage[] = [];
  session.post("Profiler.takePreciseCoverage", (error, { result }) => {
    if (error !== null) throw error;
    scripts = result;
  });
  session.post("Debugger.enable");
  const sources = scripts
    .filter(({ url }) => toUrl(url).startsWith(folder))
    .map((script) => {
      let source = "";
      session.post("Debugger.getScriptSource", { scriptId: script.scriptId }, (error, answer) => {
        if (error !== null) throw error;
        source = answer.scriptSource;
      });
      return { ...script, url: toUrl(script.url), source };
    });
  session.disconnect();
  return sources;
}

/** A file that is `require`d has a path, one that is imported an address. */
function toUrl(url: string): string {
  return url.startsWith("file:") ? url : pathToFileURL(url).href;
}
