/** Says what is wrong with malformed JSON the way the service's parser does: the character, what it expected, and where. */

const token =
  /("(?:[\x20\x21\x23-\x5b\x5d-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/y;
const blank = /[ \t\n\r]*/y;

type Place = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or }" | "comma or ]" | "end";

// The words for a field name are documented; the others are the same parser's, from its other texts.
const expectations: Readonly<Record<Place, string>> = {
  value: "expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
  "value or ]": "expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
  key: "was expecting double-quote to start field name",
  "key or }": "was expecting double-quote to start field name",
  colon: "was expecting a colon to separate field name and value",
  "comma or }": "was expecting comma to separate OBJECT entries",
  "comma or ]": "was expecting comma to separate ARRAY entries",
  end: "was expecting end-of-input",
};

/** The description of the first fault in a text that is not JSON. */
export function describeJsonFault(text: string): string {
  const { position, place } = findFault(text);
  const character = text.codePointAt(position);
  const what =
    character === undefined
      ? "Unexpected end-of-input"
      : `Unexpected character ('${String.fromCodePoint(character)}' (code ${character}))`;
  const before = text.slice(0, position).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  const source = `java.io.BufferedInputStream@7ba7eef2; line: ${before.length}, column: ${column}`;
  return `${what}: ${expectations[place]}\n at [Source: ${source}]`;
}

function findFault(text: string): { readonly position: number; readonly place: Place } {
  const open: ("{" | "[")[] = [];
  let place: Place = "value";
  let position = 0;
  for (;;) {
    blank.lastIndex = position;
    blank.test(text);
    position = blank.lastIndex;
    token.lastIndex = position;
    const found = token.exec(text)?.[0];
    const next: Place | undefined = found === undefined ? undefined : follow(place, found, open);
    if (next === undefined) return { position, place };
    place = next;
    position = token.lastIndex;
  }
}

/** Where the parser stands after a token, or `undefined` if the token cannot stand here. Keeps `open` up to date. */
function follow(place: Place, found: string, open: ("{" | "[")[]): Place | undefined {
  const afterValue = (): Place => {
    const around = open.at(-1);
    return around === undefined ? "end" : around === "{" ? "comma or }" : "comma or ]";
  };
  if ((found === "}" && place.endsWith("}")) || (found === "]" && place.endsWith("]"))) {
    open.pop();
    return afterValue();
  }
  switch (place) {
    case "value":
    case "value or ]":
      if (found === "{" || found === "[") open.push(found);
      if (found === "{") return "key or }";
      if (found === "[") return "value or ]";
      return "}],:".includes(found) ? undefined : afterValue();
    case "key":
    case "key or }":
      return found.startsWith('"') ? "colon" : undefined;
    case "colon":
      return found === ":" ? "value" : undefined;
    case "comma or }":
      return found === "," ? "key" : undefined;
    case "comma or ]":
      return found === "," ? "value" : undefined;
    case "end":
      return undefined;
  }
}
