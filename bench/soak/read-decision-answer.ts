import type { SoakDecision } from "./decision-load";

/**
 * What an answer to a message that was held back says: the flow's verdict on this very message, the fallback, which is to
 * refuse it without a word, or something else.
 */
export function readDecisionAnswer(
  text: string,
  { number, wanted }: Pick<SoakDecision, "number" | "wanted">,
): "verdict" | "fallback" | "other" {
  const verdicts = {
    allow: '{"valid":true}',
    refuse: `{"valid":false,"code":"refused ${number}"}`,
    change: `{"valid":true,"payload":{"bodies":[{"type":"txt","msg":"changed ${number}"}]`,
  };
  if (text === '{"valid":false}') return "fallback";
  // What else was in a message that is changed stays behind its new words.
  const isVerdict = wanted === "change" ? text.startsWith(verdicts.change) : text === verdicts[wanted];
  return isVerdict ? "verdict" : "other";
}
