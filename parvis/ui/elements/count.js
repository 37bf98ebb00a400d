// <ui-count>: says how many characters are left under a long text, politely and only near the limit.
class UiCount extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("textarea, input");
    if (!field || this.querySelector(".ui-count")) return;
    // The server says what is too long: the reader may paste more, then shorten.
    const limit = Number(this.dataset.limit);
    field.removeAttribute("maxlength");
    const words = document.createElement("p");
    words.className = "ui-count";
    words.setAttribute("aria-live", "polite");
    this.append(words);
    const say = () => {
      const left = limit - [...field.value].length;
      const near = left < Math.max(20, limit / 10);
      words.textContent = near ? (left < 0 ? this.dataset.over : this.dataset.left).replace("{n}", Math.abs(left)) : "";
      words.classList.toggle("is-over", left < 0);
    };
    field.addEventListener("input", say);
    say();
  }
}
customElements.define("ui-count", UiCount);
