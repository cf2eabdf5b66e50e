/** What a refusal is, and the envelopes it travels in. */
import { emptyAnswer, jsonAnswer, xmlAnswer, type Answer } from "../http/answer";

/** A refusal before it has a time: what the error envelope is made of. */
export interface Refusal {
  readonly status: number;
  /** Absent: the answer has no body. */
  readonly error?: string;
  readonly exception?: string;
  readonly description?: string;
  /** The newer message endpoints' `error_code`. */
  readonly code?: number;
  /** The token endpoint's 400 has only `error` and `error_description`. */
  readonly short?: true;
  /** Said by the store of history files: XML with `error` as its code and `description` as its message. */
  readonly xml?: true;
}

/** Thrown by whatever finds that a request must be refused; the server answers with the refusal. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.description ?? `status ${refusal.status}`);
  }
}

/** The refusal as the service sends it. `duration` and `timestamp` in milliseconds. */
export function refusalAnswer(refusal: Refusal, timestamp: number, duration: number): Answer {
  const { status, error, exception, description, code, short, xml } = refusal;
  if (error === undefined) return emptyAnswer(status);
  if (xml) return xmlAnswer(status, error, description ?? "");
  if (short) return jsonAnswer(status, { error_description: description, error });
  return jsonAnswer(status, {
    error,
    ...(exception === undefined ? {} : { exception }),
    timestamp,
    duration,
    ...(description === undefined ? {} : { error_description: description }),
    ...(code === undefined ? {} : { error_code: code }),
  });
}
