import should from "should";
import { startMs, useEmulator } from "../use-emulator";

describe("the paths of the service", () => {
  const { emulator, ask, post } = useEmulator();

  it("name the app: another org or app is 404 in the service's words", async () => {
    for (const [org, app] of [
      ["farmco", "orchard"],
      ["other", "greenhouse"],
      ["Farmco", "greenhouse"],
    ]) {
      const { status, json } = await ask(`/${org}/${app}/token`, "{}");
      should(status).equal(404);
      should(json).eql({
        error: "organization_application_not_found",
        exception: "org.apache.usergrid.rest.exceptions.OrganizationApplicationNotFoundException",
        timestamp: startMs,
        duration: 0,
        error_description: `Could not find application for ${org}/${app} from URI: ${org}/${app}/token`,
      });
    }
  });

  it("lead to 404 when the app has no such resource", async () => {
    for (const resource of ["", "message", "messages/user", "messages/users/", "Messages", "%", "token//"].concat([
      "chatfiles/",
      "chatfiles/a/b",
      "chatfiles/%zz",
      "users//user_channel",
      "users/a/b/user_channel",
      "users/alice.k",
      "messages/chatrooms/import",
      "messages/%75sers",
    ])) {
      const { status, json } = await post(resource, {});
      should(status).equal(404);
      should(json).containEql({
        error: "service_resource_not_found",
        exception: "org.apache.usergrid.services.exceptions.ServiceResourceNotFoundException",
        error_description: "Service resource not found",
      });
    }
  });

  const takes: Readonly<Record<string, string>> = {
    token: "POST",
    messages: "POST",
    "messages/users": "POST",
    "messages/chatgroups": "POST",
    "messages/chatrooms": "POST",
    "messages/msg_recall": "POST",
    "messages/users/import": "POST",
    "messages/chatgroups/import": "POST",
    chatfiles: "POST",
    "chatfiles/a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b": "GET",
    "chatmessages/2025100907": "GET",
    "users/alice.k/user_channel": "DELETE",
  };
  for (const [resource, its] of Object.entries(takes)) {
    it(`take one method: another than ${its} is 405 without a body for ${resource}`, async () => {
      for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"].filter((other) => other !== its)) {
        const { status, text } = await ask(`/farmco/greenhouse/${resource}`, undefined, { method, token: null });
        should([method, status, text]).eql([method, 405, ""]);
      }
      should(
        (await ask(`/farmco/greenhouse/${resource}?a=b`, undefined, { method: its, token: null })).status,
      ).not.equal(405);
    });
  }

  it("are percent-decoded where a name stands in them", async () => {
    for (const [written, user] of [
      ["alice.k", "alice.k"],
      ["a%2Fb", "a/b"],
      ["%E6%B0%B4", "水"],
    ]) {
      emulator.reset();
      const body = JSON.stringify({ channel: "b", type: "chat", delete_roam: true });
      const { status } = await ask(`/farmco/greenhouse/users/${written}/user_channel`, body, { method: "DELETE" });
      should(status).equal(200);
      should(emulator.deletedConversations()[0]?.user).equal(user);
    }
  });
  it("are recorded even when they lead nowhere", async () => {
    await ask("/a/b/c", "{}");
    should(emulator.requests()).have.length(1);
    should(emulator.requests()[0]).containEql({ operation: null, path: "/a/b/c", status: 404 });
  });
});
