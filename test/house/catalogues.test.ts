import { readdirSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { readDialog } from "../../scripts/read-dialog";
import { checkReasons, checkSteps } from "../../src/client/check-connection";
import { chatErrorCodes } from "../../src/client/chat-error";
import { problemNames } from "../../src/client/issue";
import { catalogueOf, withoutPlural } from "./catalogue";
import { filesBelow, jsonOf, root, textOf } from "./checkout";
import { compareCatalogues } from "./compare-catalogues";
import { compareHelp } from "./compare-help";
import type { Exchanged } from "./compare-help";
import { helpParts } from "./help-parts";
import { needlesslyListed, untranslated } from "./same-on-purpose";
import { keysInCode, keysInTemplate } from "./used-keys";

const base = "en-US";
const languages = readdirSync(join(root, "locales")).sort();
const sets = Object.keys(packageJson["node-red"].nodes);

/** Where Agora and Easemob have pages in a language of ours: in that language help leads there. */
const ownAddresses: Readonly<Record<string, Exchanged>> = {
  "zh-CN": {
    "https://console.agora.io": "https://console.shengwang.cn",
    "https://docs.agora.io/en/agora-chat/reference/limitations":
      "https://doc.easemob.com/document/server-side/limitationapi.html",
  },
};

describe("the catalogues", () => {
  it("are there in all languages that Node-RED itself speaks", () => {
    const spoken = readdirSync(join(root, "node_modules/@node-red/editor-client/locales"));
    should(languages).eql(spoken.sort());
  });

  for (const language of languages) {
    it(`hold texts and help for every node in ${language}`, () => {
      const expected = sets.flatMap((set) => [`locales/${language}/${set}.json`, `locales/${language}/${set}.md`]);
      should(filesBelow(`locales/${language}`)).eql(expected.sort());
    });

    for (const set of sets) {
      it(`say the same in ${language} as in ${base} for ${set}`, () => {
        const compared = { base: catalogueOf(base, set), own: catalogueOf(language, set), language };
        should(inFile(`locales/${language}/${set}.json`, compareCatalogues(compared))).be.empty();
      });

      it(`have help for ${set} in ${language} that begins with its tooltip and is built as in ${base}`, () => {
        const path = `locales/${language}/${set}.md`;
        const help = textOf(path);
        should(helpParts(help).outline[0]).equal("p");
        should(help).not.match(/<|!\[|\*\*[\p{L}`]|https?:\/\/[^)\s]+\.(?:png|jpe?g|gif|svg)/u);
        should(help).not.match(/[ \t]$|\n{3}/m);
        const english = textOf(`locales/${base}/${set}.md`);
        should(inFile(path, compareHelp(english, help, ownAddresses[language]))).be.empty();
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

  for (const language of languages.filter((one) => one !== base)) {
    it(`leave nothing in English in ${language} but what is meant to be`, () => {
      const left = sets.flatMap((set) =>
        inFile(
          `locales/${language}/${set}.json`,
          untranslated(language, catalogueOf(base, set), catalogueOf(language, set)),
        ),
      );
      should(left).be.empty();
    });
  }

  it("name nothing as meant to be in English that is not so any more", () => {
    const others = languages.filter((language) => language !== base);
    should(needlesslyListed(new Map(others.map((language) => [language, asInEnglish(language)])))).be.empty();
  });

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

function inFile(path: string, troubles: readonly string[]): readonly string[] {
  return troubles.map((trouble) => `${path}: ${trouble}`);
}

function asInEnglish(language: string): ReadonlySet<string> {
  const pairs = sets.flatMap((set) => {
    const english = catalogueOf(base, set);
    return [...catalogueOf(language, set)].filter(([key, text]) => english.get(key) === text);
  });
  return new Set(pairs.map(([, text]) => text));
}
