// <ui-mode>: chooses day, night, high contrast or the device's colours. The choice is a cookie that the server reads, so that no page flashes.
class UiMode extends HTMLElement {
  connectedCallback() {
    // A page kept by a cache may carry the choice of another moment.
    const kept = document.cookie.match(/(?:^|; )parvis_mode=(light|dark|contrast)/)?.[1];
    if (kept !== document.documentElement.dataset.mode) this.apply(kept);
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.className = "ui-select";
    for (const [value, words] of [["", this.dataset.system], ["light", this.dataset.light], ["dark", this.dataset.dark], ["contrast", this.dataset.contrast]]) {
      const option = new Option(words, value);
      option.selected = (document.documentElement.dataset.mode || "") === value;
      select.append(option);
    }
    label.className = "ui-hidden";
    label.htmlFor = select.id = "ui-mode-choice";
    label.textContent = this.dataset.label || this.dataset.system;
    select.addEventListener("change", () => this.choose(select.value));
    this.replaceChildren(label, select);
  }

  choose(mode) {
    const age = mode ? 31536000 : 0;
    document.cookie = `parvis_mode=${mode}; path=/; max-age=${age}; samesite=lax`;
    this.apply(mode);
  }

  apply(mode) {
    if (mode) document.documentElement.dataset.mode = mode;
    else delete document.documentElement.dataset.mode;
  }
}
customElements.define("ui-mode", UiMode);
