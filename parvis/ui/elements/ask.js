// <ui-ask>: the page that asks "are you sure" opens in a dialogue over the one being read. Without it the link goes to the page.
class UiAsk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(link.href).catch(() => location.assign(link.href));
    });
  }

  async open(address) {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form.ui-dialog");
    if (!answer.ok || answer.redirected || !form) return location.assign(address);
    form.action = address;
    form.classList.remove("ui-dialog");
    // The page has its own h1 already.
    const title = form.querySelector("h1");
    const heading = document.createElement("h2");
    heading.id = title.id;
    heading.append(...title.childNodes);
    title.replaceWith(heading);
    const dialog = document.createElement("dialog");
    dialog.className = "ui-dialog";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(document.adoptNode(form));
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("a.ui-button--second")) return;
      event.preventDefault();
      dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
  }
}
customElements.define("ui-ask", UiAsk);
