// <ui-errors>: the summary of errors takes the focus when the page opens with it.
class UiErrors extends HTMLElement {
  connectedCallback() {
    this.firstElementChild?.focus();
  }
}
customElements.define("ui-errors", UiErrors);
