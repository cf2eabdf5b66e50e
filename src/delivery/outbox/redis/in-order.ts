import type { Redis } from "ioredis";
import { isChatError } from "../../../client/chat-error";
import type { Clock } from "../../../client/clock";
import { NotTaken, refusalOf } from "./redis-trouble";

/** Asks Redis for one thing after the other, many at a time, and keeps their order when it goes away and comes back. */
export interface InOrder {
  /**
   * @param attempt asks; may be called again where no answer came
   * @throws NotTaken where Redis refuses, or the time is up; a `ChatError` of the attempt itself
   */
  ask<T>(deadlineMs: number, attempt: () => Promise<T>): Promise<T>;
  /** What waits now has waited long enough. */
  close(): void;
}

interface Question {
  isUnderWay: boolean;
  readonly go: () => void;
  readonly giveUp: () => void;
}

/** How long after a failure it is tried again, milliseconds. */
const pauseMs = 50;

/** @param clock what deadlines are told by */
export function createInOrder(redis: Redis, clock: Clock): InOrder {
  const questions = new Set<Question>();
  let cancelPause: (() => void) | undefined;

  function askAll(): void {
    if (cancelPause !== undefined || redis.status !== "ready") return;
    for (const question of questions) if (!question.isUnderWay) question.go();
  }

  /** What fails, fails with all behind it; what comes meanwhile must not overtake them. */
  function pause(): void {
    cancelPause ??= clock.after(pauseMs, () => {
      cancelPause = undefined;
      askAll();
    });
  }

  redis.on("ready", askAll);
  return {
    ask(deadlineMs, attempt) {
      return new Promise((resolve, reject) => {
        let isDoubtful = false;
        const finish = (): void => {
          questions.delete(question);
          cancel();
        };
        const giveUp = (refusal?: string): void => {
          finish();
          reject(new NotTaken(refusal, isDoubtful || question.isUnderWay));
        };
        const failed = (error: unknown): void => {
          question.isUnderWay = false;
          const refusal = refusalOf(error);
          if (isChatError(error)) {
            finish();
            reject(error);
          } else if (refusal !== undefined) {
            giveUp(refusal);
          } else {
            isDoubtful = true;
            pause();
          }
        };
        const question: Question = {
          isUnderWay: false,
          giveUp,
          go() {
            question.isUnderWay = true;
            attempt().then((answer) => {
              finish();
              resolve(answer);
            }, failed);
          },
        };
        const cancel = clock.after(deadlineMs - clock.now(), () => giveUp());
        questions.add(question);
        askAll();
      });
    },
    close() {
      redis.off("ready", askAll);
      cancelPause?.();
      for (const question of questions) question.giveUp();
    },
  };
}
