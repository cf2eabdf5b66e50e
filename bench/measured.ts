/** What one measurement found. */
export interface Measured {
  readonly messagesPerSecond: number;
  /** Of the whole process: what users pay for a message, Node-RED's own work included. */
  readonly cpuMsPerMessage: number;
}
