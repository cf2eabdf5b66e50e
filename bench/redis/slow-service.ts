/**
 * A service that accepts everything, so many milliseconds later on average, half as many at least: a process of its own.
 * With always the same delay, answers would come in one rush after the other.
 */
import { startRecordingService } from "../recording-service";

const latency = Number(process.argv[2]);

void startRecordingService({ latencyMs: () => latency * (0.5 + Math.random()), onMessage: () => undefined }).then(
  ({ url }) => {
    process.send?.(Number(new URL(url).port));
  },
);
process.on("disconnect", () => process.exit(0));
