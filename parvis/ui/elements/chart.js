// <ui-chart>: says what a shape is when one points at it, touches it or walks through it with the arrows; maps and plans come closer.
// Without scripts the browser shows the same words in its own bubble, and the table under the picture has all of it.
class UiChart extends HTMLElement {
  connectedCallback() {
    this.svg = this.querySelector("svg");
    const shapes = [...(this.svg?.querySelectorAll("title") || [])].filter((title) => title.parentElement !== this.svg);
    if (!this.svg || this.bubble) return;
    this.words = new Map(shapes.map((title) => [title.parentElement, title.textContent]));
    for (const title of shapes) title.remove();
    this.order = [...this.words.keys()];
    this.bubble = document.createElement("p");
    this.bubble.className = "ui-tip";
    this.bubble.setAttribute("role", "status");
    this.append(this.bubble);
    if (this.words.size) this.listen();
    if (this.svg.hasAttribute("viewBox") && this.dataset.closer) this.buttons();
  }

  listen() {
    this.svg.addEventListener("pointermove", (event) => this.dragging || this.show(event.target, event));
    this.svg.addEventListener("pointerleave", () => this.hide());
    this.svg.addEventListener("click", (event) => this.show(event.target, event));
    this.svg.tabIndex = 0;
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.hide());
    this.svg.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") this.hide();
      if (!step) return;
      event.preventDefault();
      const many = this.order.length;
      const from = this.order.indexOf(this.shown);
      this.show(this.order[from < 0 ? (step > 0 ? 0 : many - 1) : (from + step + many) % many]);
    });
  }

  show(shape, at) {
    if (!this.words.has(shape)) return this.hide();
    if (UiChart.speaking !== this) UiChart.speaking?.hide();
    UiChart.speaking = this;
    if (shape !== this.shown) {
      this.shown?.classList.remove("is-shown");
      shape.classList.add("is-shown");
      this.shown = shape;
      this.bubble.textContent = this.words.get(shape);
    }
    const box = this.getBoundingClientRect();
    const place = shape.getBoundingClientRect();
    const x = (at ? at.clientX : place.left + place.width / 2) - box.left;
    const y = (at ? at.clientY : place.top + place.height / 2) - box.top;
    const left = Math.max(0, Math.min(x + 14, box.width - this.bubble.offsetWidth));
    // Set through the object model: a style attribute would be refused by the content security policy.
    this.bubble.style.transform = `translate(${left}px, ${Math.max(0, y - this.bubble.offsetHeight - 10)}px)`;
    this.bubble.classList.add("is-shown");
  }

  hide() {
    this.bubble.classList.remove("is-shown");
    this.shown?.classList.remove("is-shown");
    this.shown = null;
  }

  buttons() {
    this.whole = this.svg.getAttribute("viewBox").split(" ").map(Number);
    this.view = [...this.whole];
    const row = document.createElement("p");
    row.className = "ui-row ui-chart__zoom";
    for (const [name, act] of [["closer", () => this.zoom(1.6)], ["farther", () => this.zoom(1 / 1.6)], ["all", () => this.zoom(0)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ui-link";
      button.textContent = this.dataset[name];
      button.addEventListener("click", act);
      row.append(button);
    }
    this.svg.after(row);
    let from = null;
    this.svg.addEventListener("pointerdown", (event) => {
      if (this.view[2] < this.whole[2] && event.pointerType === "mouse") from = [event.clientX, event.clientY, ...this.view];
    });
    addEventListener("pointerup", () => (from = this.dragging = null));
    this.svg.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.dragging = true;
      const scale = this.view[2] / this.svg.clientWidth;
      this.look(from[2] + (from[0] - event.clientX) * scale, from[3] + (from[1] - event.clientY) * scale, this.view[2], this.view[3]);
    });
  }

  // Around the shape that is shown, otherwise around the middle.
  zoom(times) {
    if (!times) return this.look(...this.whole);
    const [x, y, width, height] = this.view;
    const box = this.shown?.getBBox();
    const [cx, cy] = box ? [box.x + box.width / 2, box.y + box.height / 2] : [x + width / 2, y + height / 2];
    const wide = Math.min(this.whole[2], Math.max(this.whole[2] / 12, width / times));
    const high = (wide * this.whole[3]) / this.whole[2];
    this.look(cx - wide / 2, cy - high / 2, wide, high);
  }

  look(x, y, width, height) {
    const [left, top, right, bottom] = [this.whole[0], this.whole[1], this.whole[2] - width, this.whole[3] - height];
    this.view = [Math.max(left, Math.min(x, right)), Math.max(top, Math.min(y, bottom)), width, height];
    this.svg.setAttribute("viewBox", this.view.map((number) => number.toFixed(2)).join(" "));
    this.svg.classList.toggle("is-close", width < this.whole[2]);
  }
}
customElements.define("ui-chart", UiChart);
