"use strict";
/* Review by keys and buttons, on every page that shows claims: a accept, c correct, r reject,
   n note, u undo. A form comes from the desk; what it answers replaces what the page shows. */
(() => {
  const box = document.getElementById("review");
  let last = null; // the claim that was reviewed last
  let pick = null; // the field that words marked in the text go into

  /* ---- which claim ---- */

  const tools = (element) => element && element.querySelector(".tools[data-key]");

  function current() {
    const card =
      (document.activeElement && document.activeElement.closest(".card")) ||
      document.querySelector(".card.pinned") ||
      document.querySelector(".card.on");
    return tools(card) || tools(document.querySelector(".one"));
  }

  /* ---- what to do with it ---- */

  /* What the desk answers, as nodes; what it refuses is said, and nothing comes back. */
  async function answered(path, form) {
    const headers = { "HX-Request": "true" };
    const sent = form ? { method: "POST", body: new URLSearchParams(form), headers } : { headers };
    let answer;
    try {
      answer = await fetch(path, sent);
    } catch {
      return deskSays("The desk does not answer; is it running?");
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) return page;
    const words = page.querySelector(".said") || page.body;
    return deskSays(words.textContent.trim());
  }

  async function ask(key, verdict) {
    const query = new URLSearchParams({ claim: key, verdict });
    const page = await answered(`/review/form?${query}`);
    if (!page) return;
    const form = page.querySelector("form");
    box.replaceChildren(form);
    if (verdict === "accept" && form.elements.by.value) return send(form);
    if (!box.open) box.show();
    (form.querySelector("select, textarea") || form.elements.by).focus();
  }

  async function send(form) {
    const page = await answered("/review", new FormData(form));
    if (page) written(page);
  }

  async function undo(key) {
    const page = await answered("/review/undo", { claim: key });
    if (page) written(page);
  }

  function act(key, verdict) {
    if (verdict === "undo") undo(key);
    else ask(key, verdict);
  }

  box.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });

  function close() {
    if (box.open) box.close();
    box.replaceChildren();
    pick = null;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-verdict]");
    if (button) {
      event.stopPropagation();
      act(button.closest("[data-key]").dataset.key, button.dataset.verdict);
    } else if (event.target.closest("[data-close]")) close();
  }, true);

  /* ---- once it is written ---- */

  function toast(key) {
    const old = document.getElementById("toast");
    if (old) old.remove();
    const note = document.createElement("p");
    note.id = "toast";
    note.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = `${key}: written down`;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Undo (u)";
    button.addEventListener("click", () => undo(key));
    note.append(words, button);
    document.body.append(note);
    setTimeout(() => note.remove(), 6000);
  }

  async function written(page) {
    const slot = page.querySelector(".slot[data-key]");
    last = slot.dataset.key;
    const form = box.querySelector("form");
    if (form && form.elements.claim.value === last) close();
    const shown = document.getElementById(slot.id);
    if (shown) shown.replaceWith(slot);
    toast(last);
    const queue = document.querySelector("[data-queue]");
    if (!queue) return;
    const url = new URL(location.href);
    url.searchParams.delete("at");
    history.replaceState(null, "", url);
    const anew = await answered(url.pathname + url.search);
    if (anew) queue.replaceWith(anew.querySelector("[data-queue]"));
  }

  /* ---- words that are marked go into the field that was touched last ---- */

  box.addEventListener("focusin", (event) => {
    if (event.target.matches("input, select, textarea")) {
      pick = event.target.matches("[data-pick]") ? event.target : null;
    }
  });
  document.addEventListener("pointerup", (event) => {
    if (!pick || !box.open || !event.target.closest(".text")) return;
    const words = String(getSelection()).trim().replace(/\s+/g, " ");
    if (words) pick.value = words;
  });

  /* ---- keys ---- */

  const KEYS = { a: "accept", c: "correct", r: "reject", n: "note", u: "undo" };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open) {
      close();
      event.stopImmediatePropagation();
      return event.preventDefault();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    const step = { j: "step-on", k: "step-back" }[event.key];
    const link = step && document.getElementById(step);
    if (link) {
      event.preventDefault();
      return link.click();
    }
    if (!KEYS[event.key]) return;
    const found = current();
    if (event.key === "u" && last && !found) undo(last);
    else if (event.key === "u" && last && document.querySelector("[data-queue]")) undo(last);
    else if (found) act(found.dataset.key, KEYS[event.key]);
    else return;
    event.preventDefault();
  }, true);
})();
