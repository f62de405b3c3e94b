"use strict";
/* What all pages of the desk share: the switch between light and dark, keys, and what is said when
   the desk cannot be reached. Every page works without it. */
(() => {
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const system = matchMedia("(prefers-color-scheme: dark)");

  /* ---- light and dark ---- */

  const theme = at("desk-theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

  function label() {
    theme.textContent = dark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", dark() ? "Light page" : "Dark page");
  }

  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      /* then it holds for this page alone */
    }
    label();
  });
  system.addEventListener("change", label);
  label();

  /* ---- the bar of places, where it is too long: the one where we are stands in sight ---- */

  const places = document.querySelector(".bar-above ul");
  const here = places.querySelector("[aria-current]");
  if (here) places.scrollLeft = here.offsetLeft - places.offsetLeft - (places.clientWidth - here.offsetWidth) / 2;

  /* ---- filters: folded where there is little room ---- */

  const more = document.querySelector(".more-filters");
  const narrow = matchMedia("(max-width: 56rem)");
  const fold = () => {
    if (more) more.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();

  /* ---- only what is given stands in the address ---- */

  document.addEventListener("htmx:configRequest", (event) => {
    const given = event.detail.formData;
    if (!given || event.detail.verb !== "get") return;
    for (const name of new Set(given.keys())) {
      const kept = given.getAll(name).filter((value) => value !== "");
      given.delete(name);
      for (const value of kept) given.append(name, value);
    }
    if (given.get("order") === "newest") given.delete("order");
  });

  /* ---- wrong requests are shown, not swallowed ---- */

  function say(words) {
    let box = at("said");
    if (!box) {
      box = document.createElement("p");
      box.id = "said";
      box.setAttribute("role", "alert");
      document.body.append(box);
    }
    box.textContent = words;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => box.remove(), 8000);
  }
  window.deskSays = say;

  document.addEventListener("htmx:responseError", (event) => {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const words = answer.querySelector(".said");
    say(words ? words.textContent : event.detail.xhr.responseText.slice(0, 300));
  });
  document.addEventListener("htmx:sendError", () => say("The desk does not answer; is it running?"));

  /* ---- a file that is dropped ---- */

  const drop = at("drop");
  if (drop) {
    const over = (on) => (event) => {
      if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", on);
    };
    drop.addEventListener("dragover", over(true));
    drop.addEventListener("dragleave", over(false));
    drop.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      over(false)(event);
      at("file").files = event.dataTransfer.files;
      at("text").value = "";
    });
  }

  /* ---- keys of lists: j and k step, Enter opens ---- */

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    const list = [...document.querySelectorAll(".results .anchor")];
    if (event.key === "/" && document.querySelector("form[role=search] input")) {
      document.querySelector("form[role=search] input").focus();
    } else if ((event.key === "j" || event.key === "k") && list.length) {
      const place = list.indexOf(document.activeElement);
      const next = place < 0 ? 0 : place + (event.key === "j" ? 1 : -1);
      list[Math.min(Math.max(next, 0), list.length - 1)].focus();
    } else if (event.key === "?" && !at("help")) at("keys").showModal();
    else return;
    event.preventDefault();
  });
})();
