import { element } from "./element";

/** The values of a list, each worded by the catalogue's `option.<name>.<value>`. */
export function optionsOf(name: string, values: readonly string[]): readonly string[] {
  return values.map((value) => element("option", { value, "data-i18n": `option.${name}.${value}` }));
}
