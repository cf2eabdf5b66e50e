import type { Dialog } from "./dialog";
import { durationText } from "./duration-text";
import { isInSubflow } from "./is-in-subflow";
import { adviceOn } from "./test-advice";
import type { TestedApp, TestFailure } from "./test-advice";
import { watchDialog } from "./watch-dialog";

/** What the dialog says now, as the admin endpoint takes it. */
export interface TestRequest {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
}

type StepState = "ok" | "failed" | "skipped";

/** What the admin endpoint answers. */
interface TestResult {
  readonly ok: boolean;
  readonly steps: readonly { readonly step: string; readonly state: StepState }[];
  readonly failure?: TestFailure;
  readonly tokenSeconds?: number;
}

const steps = ["address", "tls", "appKey", "signIn", "permission"] as const;

const icons: Readonly<Record<StepState | "waiting", string>> = {
  ok: "fa-check",
  failed: "fa-times",
  skipped: "fa-minus",
  waiting: "fa-spinner fa-spin",
};

/**
 * The Test connection button: asks the server to try what the dialog says now and shows the steps as a check list, with
 * advice on the first that failed. A result is thrown away as soon as the dialog says something else.
 *
 * @param place an empty element; what is shown in it is announced to screen readers
 * @param read reads the dialog
 */
export function testConnection(dialog: Dialog, place: JQuery, read: () => TestRequest): void {
  const { _ } = dialog.node;
  const button = $("<button>", { type: "button", class: "red-ui-button" }).appendTo(place);
  const result = $("<div>", { role: "status", "aria-live": "polite" }).appendTo(place);
  const list = $("<ul>", { class: "agora-chat-steps" }).appendTo(result);
  const advice = $("<div>", { class: "agora-chat-advice" }).appendTo(result);
  let tested = "";
  let running: JQuery.jqXHR | undefined;

  const showButton = (): void => {
    const isBusy = running !== undefined;
    const icon = $("<i>", { class: `fa ${isBusy ? icons.waiting : "fa-plug"}`, "aria-hidden": "true" });
    button.empty().append(icon, ` ${_(isBusy ? "test.busy" : "test.button")}`);
    button.prop("disabled", isBusy).toggleClass("disabled", isBusy).attr("aria-busy", String(isBusy));
  };
  const showSteps = (stateOf: (step: string) => StepState | "waiting"): void => {
    list.empty().append(steps.map((step) => stepItem(_, step, stateOf(step))));
  };
  const showAdvice = (text: string, isOk: boolean): void => {
    advice.text(text).attr("data-state", isOk ? "ok" : "failed");
  };
  const clear = (): void => {
    tested = "";
    running?.abort();
    running = undefined;
    list.empty();
    advice.empty();
    showButton();
  };
  const finish = (show: () => void): void => {
    running = undefined;
    showButton();
    show();
    // On a small screen the advice would be below the edge of the dialog, and the button seem to do nothing.
    advice.get(0)?.scrollIntoView({ block: "nearest" });
  };

  button.on("click", () => {
    clear();
    const asked = read();
    tested = JSON.stringify(asked);
    const app = { auth: asked.values["auth"] ?? "", isInSubflow: isInSubflow(dialog.node) };
    const request = $.ajax({
      url: "agora-chat/test",
      method: "POST",
      contentType: "application/json",
      dataType: "json",
      data: tested,
    });
    running = request;
    showButton();
    showSteps(() => "waiting");
    request.done((answer: TestResult) => {
      if (running !== request) return;
      finish(() => {
        showSteps((step) => answer.steps.find((each) => each.step === step)?.state ?? "skipped");
        showAdvice(answer.ok ? successText(_, answer) : failureText(_, answer, app), answer.ok);
      });
    });
    request.fail(({ status }) => {
      if (running !== request) return;
      finish(() => {
        list.empty();
        showAdvice(refusalText(_, status), false);
      });
    });
  });
  showButton();
  watchDialog(dialog, () => {
    if (tested !== "" && tested !== JSON.stringify(read())) clear();
  });
}

function stepItem(_: Translate, step: string, state: StepState | "waiting"): JQuery {
  const icon = $("<i>", { class: `fa ${icons[state]}`, "aria-hidden": "true" });
  const heard = $("<span>", { class: "agora-chat-heard" }).text(_(`test.state.${state}`));
  return $("<li>", { "data-state": state }).append(icon, $("<span>").text(_(`test.step.${step}`)), heard);
}

function successText(_: Translate, { tokenSeconds }: TestResult): string {
  if (tokenSeconds === undefined) return _("test.success");
  return _("test.success-token", { duration: durationText(tokenSeconds, RED.i18n.lang()) });
}

function failureText(_: Translate, { failure }: TestResult, app: TestedApp): string {
  const reason = failure === undefined ? "" : adviceOn(failure, app);
  const key = `test.reason.${reason}`;
  const text = _(key, failure?.params);
  // A key that is not in the catalogue comes back as it is: a reason from a newer server.
  return text === key ? _("test.reason.other", { reason }) : text;
}

/** What Node-RED itself says instead of the test's answer. */
function refusalText(_: Translate, status: number): string {
  if (status === 0) return _("test.refusal.offline");
  if (status === 401 || status === 403) return _("test.refusal.not-allowed");
  return status === 404 ? _("test.refusal.not-installed") : _("test.refusal.other", { status });
}
