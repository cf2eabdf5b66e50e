import { readdirSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { readDialog } from "../../scripts/read-dialog";
import { checkReasons, checkSteps } from "../../src/client/check-connection";
import { chatErrorCodes } from "../../src/client/chat-error";
import { problemNames } from "../../src/client/issue";
import { catalogueOf, placeholdersOf, withoutPlural } from "./catalogue";
import { filesBelow, jsonOf, root, textOf } from "./checkout";
import { keysInCode, keysInTemplate } from "./used-keys";

const base = "en-US";
const languages = readdirSync(join(root, "locales"));
const sets = Object.keys(packageJson["node-red"].nodes);

describe("the catalogues", () => {
  it("are there in English and Chinese", () => {
    should(languages).containEql(base);
    should(languages).containEql("zh-CN");
  });

  for (const language of languages) {
    it(`hold texts and help for every node in ${language}`, () => {
      const expected = sets.flatMap((set) => [`locales/${language}/${set}.html`, `locales/${language}/${set}.json`]);
      should(filesBelow(`locales/${language}`)).eql(expected.sort());
    });

    for (const set of sets) {
      it(`say the same in ${language} as in ${base} for ${set}`, () => {
        const ours = catalogueOf(language, set);
        const theirs = catalogueOf(base, set);
        should(keysOf(ours)).eql(keysOf(theirs));
        should([...ours].filter(([, text]) => text.trim() === "").map(([key]) => key)).be.empty();
        for (const [key, text] of ours) {
          const original =
            theirs.get(key) ?? [...theirs].find(([other]) => withoutPlural(other) === withoutPlural(key))?.[1];
          should(placeholdersOf(text)).eql(placeholdersOf(original ?? ""), `${set} ${key}`);
        }
      });

      it(`have help for ${set} in ${language} that begins with its tooltip and has the same sections`, () => {
        const help = textOf(`locales/${language}/${set}.html`);
        should(help).containEql(`data-help-name="agora-chat-${set}"`);
        should(help.replace(/^[\s\S]*?<script[^>]*>\s*/, "")).startWith("<p>");
        should(help).not.match(/<img|<b>|<i>|https?:\/\/[^"<\s]+\.(?:png|jpe?g|gif|svg)/);
        for (const tag of ["h3", "h4", "dt", "code"]) {
          should(count(help, tag)).equal(count(textOf(`locales/${base}/${set}.html`), tag), `<${tag}>`);
        }
      });
    }

    it(`word every error, its status and every problem in ${language}`, () => {
      const shared = catalogueOf(language, "config");
      const needed = [
        ...chatErrorCodes.flatMap((code) => [`error.${code}`, `status.${code}`]),
        ...problemNames.map((name) => `problem.${name}`),
        ...checkSteps.map((step) => `test.step.${step}`),
        ...checkReasons.map((reason) => `test.reason.${reason}`),
      ];
      should(needed.filter((key) => !shared.has(key))).be.empty();
      const codes = [...shared.keys()].filter((key) => /^error\.CHAT_/.test(key)).sort();
      should(codes).eql(chatErrorCodes.map((code) => `error.${code}`).sort());
      const problems = [...shared.keys()].filter((key) => key.startsWith("problem.")).sort();
      should(problems).eql(problemNames.map((name) => `problem.${name}`).sort());
    });
  }

  it("hold every text that the code of nodes and dialogs asks for", () => {
    const missing = filesBelow("nodes").flatMap((path) =>
      asked(path)
        .filter(({ key, computed, set }) => !isKnown(key, computed, set))
        .map(({ key }) => `${path}: ${key}`),
    );
    should(missing).be.empty();
  });

  for (const set of sets) {
    it(`hold every text in the dialog of ${set}`, async () => {
      const keys = keysInTemplate(await readDialog(set));
      should(keys).containEql("label.name");
      should(keys.filter((key) => !isKnown(key, false, set))).be.empty();
    });
  }
});

interface Asked {
  readonly key: string;
  readonly computed: boolean;
  /** Whose catalogue is meant where the key names none; `undefined` for shared code, which serves every set. */
  readonly set: string | undefined;
}

function asked(path: string): readonly Asked[] {
  const folder = path.split("/")[1] ?? "";
  const set = sets.includes(folder) ? folder : undefined;
  if (!path.endsWith(".ts")) return [];
  return keysInCode(path).map(({ key, computed, reader }) => ({ key, computed, set: reader === "_" ? set : "config" }));
}

function isKnown(written: string, computed: boolean, set: string | undefined): boolean {
  const [, namespace, key] = /^(?:(.*):)?(.*)$/.exec(written) ?? [];
  if (key === undefined) return false;
  if (namespace === "node-red")
    return at(jsonOf("node_modules/@node-red/nodes/locales/en-US/messages.json"), key) !== undefined;
  const named = sets.find((name) => namespace === `${packageJson.name}/${name}`);
  if (namespace !== undefined && named === undefined) return false;
  const one = named ?? set;
  return (one === undefined ? sets : [one]).some((name) => {
    const keys = [...catalogueOf(base, name).keys()].map(withoutPlural);
    return computed ? keys.some((known) => known.startsWith(key)) : keys.includes(key);
  });
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

function keysOf(catalogue: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...catalogue.keys()].map(withoutPlural))].sort();
}

function count(html: string, tag: string): number {
  return html.split(`<${tag}`).length - 1;
}
