/**
 * Loaded before every test. A SIGTERM ends a Node.js process without its `exit` event, which is what ends the processes
 * that tests have started; so it is made an ordinary end.
 */
process.once("SIGTERM", () => process.exit(143));
