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
    for (const resource of ["", "message", "messages/user", "messages/users/", "Messages", "%", "token//"]) {
      const { status, json } = await post(resource, {});
      should(status).equal(404);
      should(json).containEql({
        error: "service_resource_not_found",
        exception: "org.apache.usergrid.services.exceptions.ServiceResourceNotFoundException",
        error_description: "Service resource not found",
      });
    }
  });

  it("take one method: another is 405 without a body", async () => {
    for (const resource of ["token", "messages", "messages/users", "messages/chatgroups", "messages/chatrooms"]) {
      for (const method of ["GET", "PUT", "DELETE", "OPTIONS"]) {
        const { status, text } = await ask(`/farmco/greenhouse/${resource}`, undefined, { method, token: null });
        should(status).equal(405);
        should(text).equal("");
      }
    }
  });

  it("are recorded even when they lead nowhere", async () => {
    await ask("/a/b/c", "{}");
    should(emulator.requests()).have.length(1);
    should(emulator.requests()[0]).containEql({ operation: null, path: "/a/b/c", status: 404 });
  });
});
