"use strict";
/* Before anything is drawn: the page as it was chosen, light or dark, and that scripts run. */
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    /* a browser that keeps nothing shows what its system prefers */
  }
})();
