// <ui-menu>: a <details> that closes when one goes elsewhere, or with Escape. Without scripts its summary closes it.
class UiMenu extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("details");
    const close = () => (menu.open = false);
    this.addEventListener("focusout", (event) => event.relatedTarget && !this.contains(event.relatedTarget) && close());
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close();
      menu.querySelector("summary").focus();
    });
    addEventListener("pointerdown", (event) => this.contains(event.target) || close());
  }
}
customElements.define("ui-menu", UiMenu);
