import should from "should";
import { pictureSource } from "../../../nodes/editor-kit/picture-source";

describe("a picture in the preview", () => {
  it("is shown at once where it is in the address itself", () => {
    for (const address of ["data:image/png;base64,iVBORw0K", " data:image/jpeg;name=bed.jpg;base64,/9j/ "])
      should(pictureSource(address)).eql({ kind: "inside", src: address.trim() });
  });

  it("waits for a click where a host would be asked, the editor's own too", () => {
    should(pictureSource("https://example.com/bed.png?a=1")).eql({
      kind: "elsewhere",
      src: "https://example.com/bed.png?a=1",
      host: "example.com",
    });
    should(pictureSource("http://127.0.0.1:1880/bed.png")).have.property("host", "127.0.0.1:1880");
  });

  it("is none where an address is no picture's, or no address", () => {
    for (const address of [
      "",
      "/data/bed.png",
      "C:\\bed.png",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "data:text/html;base64,PHNjcmlwdD4=",
      "data:image/svg+xml;base64,PHN2Zz4=",
      "data:image/png,raw",
      "https://ann:secret@example.com/bed.png",
      "https://example.com/bed 3.png",
    ])
      should(pictureSource(address)).eql({ kind: "none" }, address);
  });
});
