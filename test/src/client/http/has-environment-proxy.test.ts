import should from "should";
import { hasEnvironmentProxy } from "../../../../src/client/http/has-environment-proxy";

describe("a proxy in the environment", () => {
  it("is there in small letters and in large ones, for one protocol or for all", () => {
    for (const name of ["http_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]) {
      should(hasEnvironmentProxy({ [name]: "http://127.0.0.1:3128" })).be.true();
    }
  });

  it("is not there where nothing, or only an exception, is named", () => {
    should(hasEnvironmentProxy({})).be.false();
    should(hasEnvironmentProxy({ http_proxy: "", no_proxy: "localhost", PATH: "/bin" })).be.false();
  });
});
