/** The faults that a test or a demo can ask for, by name. */
import { emptyAnswer, htmlAnswer, type Answer } from "./http/answer";
import { refusalAnswer, type Refusal } from "./rules/refusal";
import { exceededPlan, expiredToken, reachedLimit, reachedMessageLimit, serviceAway } from "./rules/refusals";
import { linkExpired } from "./rules/store-refusals";
import type { Wire } from "./http/wire";

/** What goes wrong with one request. */
export type Fault =
  | {
      /** The request is not looked at: nothing is accepted. */
      readonly moment: "instead";
      readonly play: (wire: Wire, timestamp: number) => void;
    }
  | {
      /** The request is accepted first. One that is refused gets its refusal, and the fault stays for the next. */
      readonly moment: "after";
      readonly play: (wire: Wire, answer: Answer) => void;
    };

/** 429 `reach_limit`: too many calls a second. */
export const reachLimit = (): Fault => refuse(reachedLimit);

/** 429 `resource_limited`: the plan is used up. */
export const quotaExceeded = (plan = "free"): Fault => refuse(exceededPlan(plan));

/** 403 `message send reach limit`: too many messages a minute or a second. */
export const messageLimit = (): Fault => refuse(reachedMessageLimit);

/** The service is away: its JSON, or with `html` the page of a gateway. */
export const unavailable = (status = 503, { html = false } = {}): Fault =>
  html
    ? instead((wire) => wire.send(htmlAnswer(status, `${status} ${gatewayTitles[status] ?? "Service Unavailable"}`)))
    : refuse(serviceAway(status));

/** 413 as a gateway says it: HTML. */
export const plain413 = (): Fault => instead((wire) => wire.send(htmlAnswer(413, "413 Request Entity Too Large")));

/** 401: the token is refused, whatever it is. */
export const unauthorized = (): Fault => refuse(expiredToken);

/** 403 in the words of the store of history files (`history-file`): the link's time is over. */
export const expiredLink = (): Fault => refuse(linkExpired);

/** A status without a body. */
export const emptyStatus = (status: number): Fault => instead((wire) => wire.send(emptyAnswer(status)));

/** 302 to another address. */
export const redirect = (url: string): Fault => instead((wire) => wire.send(emptyAnswer(302, { location: url })));

/** The connection is gone before anything is accepted. */
export const dropBefore = (): Fault => instead((wire) => wire.drop());

/** Accepted, then the connection is gone before any answer. */
export const dropAfter = (): Fault => after((wire) => wire.drop());

/** Accepted, then the connection is gone in the middle of the answer. */
export const truncated = (): Fault => after((wire, answer) => wire.sendBeginning(answer, undefined, "drop"));

/** Accepted, the whole length announced; after `bytes` of the body the connection is gone. */
export const cutAfter = (bytes: number): Fault => after((wire, answer) => wire.sendBeginning(answer, bytes, "drop"));

/** Accepted; after `bytes` of the body nothing more comes: the connection stays open until the emulator is reset or stopped. */
export const silentAfter = (bytes: number): Fault => after((wire, answer) => wire.sendBeginning(answer, bytes, "hold"));

/** Accepted; the body comes `bytes` at a time, with `everyMs` milliseconds of real time between. */
export const trickle = (bytes: number, everyMs: number): Fault =>
  after((wire, answer) => wire.sendTrickling(answer, bytes, everyMs));

/** Accepted, answered in the usual way, with these headers besides (lower-case names), such as `content-encoding`. */
export const withHeaders = (headers: Readonly<Record<string, string>>): Fault =>
  after((wire, answer) => wire.send({ ...answer, headers: { ...answer.headers, ...headers } }));

/** Accepted, answered with 200 and a page of HTML, where JSON or a file was expected. */
export const notJson = (): Fault => after((wire) => wire.send(htmlAnswer(200, "Welcome")));

/** Accepted, answered with 200 and a body of so many bytes: the answer, then blanks, its length not announced. */
export const hugeAnswer = (bytes: number): Fault => after((wire, answer) => wire.sendPadded(answer, bytes));

/** Accepted, answered in the usual way after so many milliseconds of real time. */
export const slow = (ms: number): Fault => after((wire, answer) => wire.sendLater(answer, ms));

/** Accepted, never answered: the connection stays open until the emulator is reset or stopped. */
export const silent = (): Fault => after((wire) => wire.hold());

const gatewayTitles: Readonly<Record<number, string>> = {
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

const instead = (play: (wire: Wire, timestamp: number) => void): Fault => ({ moment: "instead", play });

const after = (play: (wire: Wire, answer: Answer) => void): Fault => ({ moment: "after", play });

const refuse = (refusal: Refusal): Fault =>
  instead((wire, timestamp) => wire.send(refusalAnswer(refusal, timestamp, 0)));
