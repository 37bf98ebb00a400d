// <ui-draft data-url data-address>: keeps what its form holds on the server a few seconds after each change, and says when.
class UiDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.said = this.querySelector("[role=status]");
    if (!this.form) return;
    this.stop = new AbortController();
    const { signal } = this.stop;
    const later = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), 3000);
    };
    this.form.addEventListener("input", later, { signal });
    this.form.addEventListener("submit", () => clearTimeout(this.timer), { signal });
    // Who leaves the page in between loses nothing.
    addEventListener("pagehide", () => this.timer && !this.sent && navigator.sendBeacon(this.dataset.url, this.typed()), { signal });
    this.form.addEventListener("submit", () => (this.sent = true), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
  }

  typed() {
    const data = new FormData();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") data.append(name, value);
    data.append("draft-address", this.dataset.address);
    return data;
  }

  async keep() {
    const answer = await fetch(this.dataset.url, { method: "POST", body: this.typed() }).catch(() => null);
    const heard = await answer?.json().catch(() => null);
    this.said.textContent = heard ? heard.words : this.dataset.failed;
    this.timer = heard ? 0 : setTimeout(() => this.keep(), 15000);
  }
}
customElements.define("ui-draft", UiDraft);
