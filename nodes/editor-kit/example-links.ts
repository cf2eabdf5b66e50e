/** Where the links of our help pages lead; without this code, to nowhere, and their words still say where to look. */
const examples = "#agora-chat-examples";

/**
 * Has the links of our help pages open Node-RED's own dialog of examples. To be called once, while the editor loads. A link
 * that is pressed with the keyboard is clicked, too.
 */
export function followExampleLinks(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(`a[href="${examples}"]`) : null;
    if (link === null) return;
    // The editor would take the address for that of a flow.
    event.preventDefault();
    RED.actions.invoke("core:show-examples-import-dialog");
  });
}
