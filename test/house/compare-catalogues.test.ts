import should from "should";
import { compareCatalogues, pluralForms } from "./compare-catalogues";

const english = {
  "label.to": "Recipients",
  "status.waiting": "__waiting__ waiting",
  "status.received": "__count__ received",
};
const russian = {
  "label.to": "Получатели",
  "status.waiting": "в очереди: __waiting__",
  "status.received": "получено: __count__",
};
const russianForms = {
  "status.received_one": "__count__ получено",
  "status.received_few": "__count__ получены",
  "status.received_many": "__count__ получено",
  "status.received_other": "__count__ получено",
};

describe("the comparison of catalogues", () => {
  it("is content with a text that reads for every number, and with all forms of a language", () => {
    should(compare(english, russian, "ru")).be.empty();
    const { "status.received": _plain, ...others } = russian;
    should(compare(english, { ...others, ...russianForms }, "ru")).be.empty();
  });

  it("knows which forms a language has, the one for millions among them", () => {
    should([...pluralForms("ja")]).eql(["_other"]);
    should([...pluralForms("de")].sort()).eql(["_one", "_other"]);
    should([...pluralForms("es-ES")].sort()).eql(["_many", "_one", "_other"]);
    should([...pluralForms("ru")].sort()).eql(["_few", "_many", "_one", "_other"]);
  });

  it("names a form that is missing, one that the language does not have, and a text beside its forms", () => {
    const { "status.received_few": _few, ...some } = russianForms;
    const { "status.received": _plain, ...others } = russian;
    should(compare(english, { ...others, ...some }, "ru")).eql(["status.received_few is missing"]);
    should(compare(english, { ...others, ...russianForms, "status.received_two": "__count__" }, "ru").join()).startWith(
      "status.received_two is no form of ru",
    );
    should(compare(english, { ...russian, ...russianForms }, "ru").join()).startWith(
      "status.received is no form of ru",
    );
  });

  it("asks for forms where English has them, for they would be shown instead of a text without", () => {
    const { "status.received": _plain, ...others } = english;
    const base = {
      ...others,
      "status.received_one": "__count__ message",
      "status.received_other": "__count__ messages",
    };
    should(compare(base, russian, "ru")).containEql("status.received_few is missing");
  });

  it("refuses forms that nobody asks for with a number", () => {
    const forms = { "status.waiting_one": "__waiting__ ждёт", "status.waiting_other": "__waiting__ ждут" };
    const { "status.waiting": _plain, ...others } = russian;
    should(compare(english, { ...others, ...forms }, "ru").join()).startWith("status.waiting has plural forms");
  });

  it("names a key that is missing, too many or empty, and a placeholder that was lost", () => {
    const { "label.to": _to, ...others } = russian;
    const own = { ...others, "label.too": " ", "status.waiting": "в очереди: __wating__" };
    should(compare(english, own, "ru")).eql([
      "label.to is missing",
      "label.too is not in the English one",
      "label.too is empty",
      'status.waiting mentions "wating" instead of "waiting"',
    ]);
  });
});

type Texts = Readonly<Record<string, string>>;

function compare(base: Texts, own: Texts, language: string): readonly string[] {
  return compareCatalogues({ base: new Map(Object.entries(base)), own: new Map(Object.entries(own)), language });
}
