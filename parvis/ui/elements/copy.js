// <ui-copy>: a button that copies the text it holds and says so.
class UiCopy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ui-link ui-small";
    button.textContent = this.dataset.label;
    const said = document.createElement("span");
    said.className = "ui-small ui-soft";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.querySelector("pre, code, samp").textContent);
      said.textContent = ` ${this.dataset.done}`;
    });
    this.append(button, said);
  }
}
customElements.define("ui-copy", UiCopy);
