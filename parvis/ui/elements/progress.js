// <ui-progress data-url>: asks how far a long work is, every two seconds while the page is looked at; reloads when it is done.
class UiProgress extends HTMLElement {
  connectedCallback() {
    if (this.dataset.url) this.timer = setInterval(() => document.hidden || this.ask(), 2000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async ask() {
    const answer = await fetch(this.dataset.url, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { value, most, title, done } = await answer.json();
    const bar = this.querySelector("progress");
    [bar.max, bar.value] = [most, value];
    this.querySelector("strong").textContent = title;
    if (done) location.reload();
  }
}
customElements.define("ui-progress", UiProgress);
