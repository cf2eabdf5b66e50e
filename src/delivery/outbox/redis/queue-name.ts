/**
 * The queue's name in Redis for an app: letters, digits, dots and hyphens as they are, anything else as its code between
 * underscores, so that two apps never meet in one queue. BullMQ takes no colons.
 */
export function queueName(app: string): string {
  return app.replace(/[^A-Za-z0-9.-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}
