// <ui-here>: fills two fields of coordinates with where the reader is, or with a pair pasted into the first one.
class UiHere extends HTMLElement {
  connectedCallback() {
    const [latitude, longitude] = [this.dataset.latitude, this.dataset.longitude].map((id) => document.getElementById(id));
    if (!latitude || !longitude || this.firstChild) return;
    const beside = longitude.closest(".ui-field");
    if (beside.nextElementSibling !== this) {
      beside.after(this); // which connects it anew
      return;
    }
    const fill = (north, east) => {
      for (const [field, degrees] of [[latitude, north], [longitude, east]]) {
        // Four decimals are eleven metres: nobody needs to know more closely where somebody stood.
        field.value = Number(degrees).toFixed(4);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    };
    latitude.addEventListener("paste", (event) => {
      const pair = event.clipboardData.getData("text").match(/^\s*(-?\d+\.\d+)\s*[,;\s]\s*(-?\d+\.\d+)\s*$/);
      if (!pair) return;
      event.preventDefault();
      fill(pair[1], pair[2]);
    });
    if (!navigator.geolocation) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ui-button ui-button--second";
    button.textContent = this.dataset.label;
    const said = document.createElement("p");
    said.className = "ui-help";
    said.setAttribute("role", "status");
    said.textContent = this.dataset.note;
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          fill(coords.latitude, coords.longitude);
          said.textContent = this.dataset.done;
        },
        () => {
          said.textContent = this.dataset.refused;
        },
        { timeout: 20000 },
      );
    });
    this.append(said, button);
  }
}
customElements.define("ui-here", UiHere);
