import { createRequire } from "node:module";
import type * as agoraToken from "agora-token";
import type * as axios from "axios";
import type FormData from "form-data";

/** The packages that are loaded on use, and what they are. */
interface Packages {
  readonly axios: typeof axios;
  readonly "form-data": typeof FormData;
  readonly "agora-token": typeof agoraToken;
}

const load = createRequire(__filename);

/**
 * Loads a package when it is used first. Node-RED loads every palette that is installed, used or not, and these take
 * longer than all the rest of this one together. Not by `import()`, which is for those who can wait, and would read axios
 * as sixty small files.
 */
export function loadPackage<Name extends keyof Packages>(name: Name): Packages[Name] {
  return load(name) as Packages[Name];
}
