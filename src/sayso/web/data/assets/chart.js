"use strict";
/* A chart: what the server drew is drawn again by Vega, to point at and to step through by keys.
   Expressions are interpreted (ast), never compiled to code, and all that Vega would style from a
   script stands in the style sheet. Where anything fails, the server's drawing stays. */
(() => {
  const figure = document.querySelector("figure[data-plot]");
  if (!figure) return;
  const box = document.createElement("div");
  const plot = document.createElement("div");
  box.className = "drawing";
  box.append(plot);

  function loaded(src) {
    const script = document.createElement("script");
    script.src = src;
    return new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  }

  /* ---- as wide as there is room ---- */

  let beside = null; // what axes and edges take

  async function fit(view) {
    if (!("grows" in figure.dataset)) return;
    if (beside === null) beside = plot.querySelector("svg").width.baseVal.value - view.width();
    const width = Math.max(120, Math.floor(box.clientWidth - beside));
    if (width !== view.width()) await view.width(width).runAsync();
  }

  /* ---- points: one tab stop, arrow keys step, Enter opens ---- */

  const points = () => [...plot.querySelectorAll("[role=link]")];

  function reachable() {
    const all = points();
    const now = all.find((one) => one === document.activeElement) || all[0];
    for (const one of all) one.setAttribute("tabindex", one === now ? "0" : "-1");
  }

  function open(point) {
    const address = new URL(point.__data__.datum.link, location.href);
    if (address.origin === location.origin) location.assign(address);
  }

  plot.addEventListener("click", (event) => {
    const point = event.target.closest("[role=link]");
    if (point) open(point);
  });

  plot.addEventListener("keydown", (event) => {
    const all = points();
    const place = all.indexOf(event.target);
    if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends = { Home: 0, End: all.length - 1 };
    if (event.key === "Enter") open(event.target);
    else if (event.key in steps) all[(place + steps[event.key] + all.length) % all.length].focus();
    else if (event.key in ends) all[ends[event.key]].focus();
    else return;
    event.preventDefault();
    reachable();
  });

  /* What a pointer would be told is told of the point that has the focus, too. */
  plot.addEventListener("focusin", (event) => {
    const place = event.target.getBoundingClientRect();
    const at = { clientX: place.x + place.width / 2, clientY: place.y + place.height / 2 };
    event.target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, ...at }));
  });
  plot.addEventListener("focusout", (event) => {
    event.target.dispatchEvent(new PointerEvent("pointerout", { bubbles: true }));
  });

  async function draw() {
    const answer = await fetch(figure.dataset.plot);
    if (!answer.ok) return;
    const spec = await answer.json();
    await loaded(figure.dataset.scripts);
    figure.prepend(box);
    const { view } = await vegaEmbed(plot, spec, {
      mode: "vega-lite",
      renderer: "svg",
      ast: true,
      actions: false,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true, theme: "desk" },
    });
    await fit(view);
    reachable();
    figure.classList.add("drawn");
    new ResizeObserver(() => fit(view).then(reachable)).observe(box);
  }

  draw().catch((error) => {
    box.remove();
    console.warn(`the chart is not drawn anew: ${error.message || error.type}`);
  });
})();
