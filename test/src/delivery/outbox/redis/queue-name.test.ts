import should from "should";
import { queueName } from "../../../../../src/delivery/outbox/redis/queue-name";

describe("the name of an app's queue", () => {
  it("leaves host and key readable", () => {
    should(queueName("a61.chat.agora.io/my-org#my-app")).equal("a61.chat.agora.io_2f_my-org_23_my-app");
  });

  it("is another one for another app, and never has a colon in it", () => {
    const apps = ["org#a", "org-a", "org_a", "org_23_a", "http://127.0.0.1:80/org#a", "org#ä", "org#😀"];
    const names = apps.map(queueName);
    should(new Set(names).size).equal(apps.length);
    for (const name of names) should(name).match(/^[\w.-]+$/);
  });
});
