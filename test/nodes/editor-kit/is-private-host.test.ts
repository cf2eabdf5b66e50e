import should from "should";
import { isPrivateHost } from "../../../nodes/editor-kit/is-private-host";

describe("a host that nobody outside can reach", () => {
  for (const host of [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "pi",
    "nodered.local",
    "hub.home.arpa",
    "hub.lan",
    "hub.internal",
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.1",
    "192.168.1.20",
    "169.254.7.7",
    "100.64.0.1",
    "100.127.255.1",
    "[::1]",
    "[::]",
    "[fd12:3456::1]",
    "[fe80::1]",
  ]) {
    it(`is ${host}`, () => should(isPrivateHost(host)).be.true());
  }

  for (const host of [
    "example.com",
    "local.example.com",
    "10.example.com",
    "8.8.8.8",
    "11.0.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.169.1.1",
    "100.63.0.1",
    "100.128.0.1",
    "[2001:db8::1]",
    "[2606:4700::1111]",
  ]) {
    it(`is not ${host}`, () => should(isPrivateHost(host)).be.false());
  }
});
