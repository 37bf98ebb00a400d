// <ui-filters>: sends the filters as soon as a choice changes; words are sent with the button or Enter.
class UiFilters extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) event.target.form.requestSubmit();
    });
    // Empty fields stay out of the address.
    this.addEventListener("submit", (event) => {
      for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
    });
    addEventListener("pageshow", () => {
      for (const field of this.querySelectorAll("[disabled]")) field.disabled = false;
    });
  }
}
customElements.define("ui-filters", UiFilters);
