"use strict";
/* Pairs the text with its claims, filters both, and listens to keys. The page is whole without it;
   it decides nothing that the reading does not say. */
(() => {
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const numbers = (value) => (value ? value.split(" ").map(Number) : []);
  const reading = JSON.parse(at("reading").textContent);
  const panel = at("cards");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 56rem)");

  const cards = [...panel.children].map((element, index) => ({
    element,
    index,
    look: element.dataset.look,
    letter: element.dataset.letter,
    depth: Number(element.dataset.depth),
    facets: {
      voice: element.dataset.voice,
      status: element.dataset.status,
      event: element.dataset.event,
    },
    id: fold(reading.claims[index].id),
    haystack: haystack(reading.claims[index]),
    shown: true,
    segments: [],
    roles: [],
  }));
  const segments = [...document.querySelectorAll(".text .s")].map((element) => {
    const segment = {
      element,
      claims: numbers(element.dataset.claims),
      begins: numbers(element.dataset.begins),
      fixed: ["s", "w", "e"].filter((name) => element.classList.contains(name)),
    };
    for (const index of segment.claims) cards[index].segments.push(element);
    for (const pair of (element.dataset.roles || "").split(" ").filter(Boolean)) {
      const [role, index] = pair.split(":");
      cards[Number(index)].roles.push([element, role]);
    }
    return segment;
  });

  /* ---- finding ---- */

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase();
  }

  function haystack(claim) {
    const event = claim.event;
    const parties = event ? [...event.actors, ...event.recipients] : [];
    const words = [claim.text, claim.status, claim.certainty];
    for (const voice of claim.sayso) words.push(voice.name, voice.code, voice.stance, voice.kind);
    for (const party of parties) words.push(party.name, party.code, party.text);
    if (event) words.push(event.type, event.mode, ...event.contexts);
    if (event && event.when) words.push(event.when.text, event.when.value);
    if (event && event.where) words.push(event.where.name, event.where.country);
    for (const item of claim.evidence) words.push(item.text, item.kind);
    return fold(words.filter(Boolean).join("\n"));
  }

  const chosen = { voice: new Set(), status: new Set(), event: new Set() };

  function filter() {
    const terms = fold(at("search").value).split(/\s+/).filter(Boolean);
    const facets = Object.entries(chosen).filter(([, values]) => values.size);
    let count = 0;
    for (const card of cards) {
      card.shown =
        facets.every(([name, values]) => values.has(card.facets[name])) &&
        terms.every((term) => card.haystack.includes(term) || card.id === term);
      card.element.hidden = !card.shown;
      count += card.shown;
    }
    const filtered = facets.length > 0 || terms.length > 0;
    document.body.classList.toggle("filtered", filtered);
    for (const segment of segments) paint(segment);
    const plural = cards.length === 1 ? "claim" : "claims";
    at("counter").textContent = filtered
      ? `${count} of ${cards.length} ${plural}`
      : `${cards.length} ${plural}`;
    at("view-count").textContent = filtered ? `${count} of ${cards.length}` : cards.length;
    at("reset").hidden = !filtered;
    at("nothing").hidden = count > 0 || cards.length === 0;
    if (pinned !== null && !cards[pinned].shown) pin(null);
    if (active !== null && !cards[active].shown) activate(null);
    else if (active !== null) light(active, true);
  }

  /* The same rule as in html.py: innermost claim's ground, one rule for each level of the chains. */
  function paint({ element, claims, begins, fixed }) {
    if (!claims.length) return;
    const covering = claims.map((index) => cards[index]).filter((card) => card.shown);
    const names = [...fixed];
    const levels = new Map();
    for (const card of covering) if (!levels.has(card.depth)) levels.set(card.depth, card.look);
    if (covering.length) names.push((covering[0].look === "a" ? "t-" : "t") + covering[0].look);
    else names.push("off");
    for (const [level, look] of [...levels].sort()) names.push(`r${level}-${look}`);
    element.className = names.join(" ");
    if (begins.length) {
      const here = begins.map((index) => cards[index]).filter((card) => card.shown);
      element.dataset.mark = [...new Set(here.map((card) => card.letter))].filter(Boolean).join(" ");
      element.dataset.number = here.map((card) => card.index + 1).join(",");
    }
  }

  function reset() {
    at("search").value = "";
    for (const values of Object.values(chosen)) values.clear();
    for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", "false");
    filter();
  }

  /* ---- pairing ---- */

  let active = null;
  let pinned = null;
  let waiting = 0;

  function light(index, on) {
    const card = cards[index];
    card.element.classList.toggle("on", on);
    for (const element of card.segments) element.classList.toggle("on", on);
    for (const [element, role] of card.roles) element.classList.toggle(role, on);
    for (const other of around(card)) cards[other].element.classList.toggle("near", on);
  }

  /* The claims that cover the first words of this one, beside itself. */
  function around(card) {
    const first = card.segments[0];
    return first ? numbers(first.dataset.claims).filter((index) => index !== card.index) : [];
  }

  function activate(index) {
    if (index === active) return;
    if (active !== null) light(active, false);
    active = index;
    if (active !== null) light(active, true);
  }

  function pin(index) {
    if (pinned !== null) {
      cards[pinned].element.classList.remove("pinned");
      cards[pinned].element.removeAttribute("aria-current");
    }
    pinned = index;
    if (index === null) return activate(null);
    activate(index);
    cards[index].element.classList.add("pinned");
    cards[index].element.setAttribute("aria-current", "true");
    try {
      history.replaceState(null, "", `#claim-${index + 1}`);
    } catch {
      /* some viewers forbid it; the pin works without an address */
    }
  }

  function scroll(scroller, top, box) {
    const height = scroller === panel ? panel.clientHeight : innerHeight;
    if (box.top - top >= 56 && box.bottom - top <= height - 24) return;
    const rise = box.top - top - Math.max(56, (height - box.height) / 3);
    scroller.scrollBy({ top: rise, behavior: still.matches ? "auto" : "smooth" });
  }

  function showCard(index) {
    if (narrow.matches) return;
    scroll(panel, panel.getBoundingClientRect().top - 50, cards[index].element.getBoundingClientRect());
  }

  function showText(index) {
    const first = cards[index].segments[0];
    if (first && first.offsetParent) scroll(window, 0, first.getClientRects()[0]);
  }

  function later(action) {
    clearTimeout(waiting);
    waiting = setTimeout(action, 110);
  }

  function innermost(target) {
    const element = target.closest && target.closest(".text .s[data-claims]");
    const inside = element ? numbers(element.dataset.claims).filter((i) => cards[i].shown) : [];
    return inside.length ? inside : null;
  }

  const indexOf = (target) => {
    const element = target.closest && target.closest(".card");
    return element ? Number(element.id.slice("claim-".length)) - 1 : -1;
  };

  const text = document.querySelector(".text");
  text.addEventListener("pointerover", (event) => {
    if (pinned !== null || event.pointerType === "touch") return;
    const inside = innermost(event.target);
    activate(inside ? inside[0] : null);
    if (inside) later(() => showCard(inside[0]));
  });
  text.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    if (pinned === null) activate(null);
  });
  text.addEventListener("click", (event) => {
    if (String(getSelection())) return;
    const inside = innermost(event.target);
    if (!inside) return pin(null);
    const next = inside.includes(pinned) ? inside[inside.indexOf(pinned) + 1] : inside[0];
    pin(next === undefined ? null : next);
    if (pinned !== null) showCard(pinned);
  });
  panel.addEventListener("pointerover", (event) => {
    const index = indexOf(event.target);
    if (pinned !== null || index < 0 || event.pointerType === "touch") return;
    activate(index);
    later(() => showText(index));
  });
  panel.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    if (pinned === null) activate(null);
  });
  panel.addEventListener("focusin", (event) => {
    const index = indexOf(event.target);
    if (index < 0) return;
    if (pinned !== null && pinned !== index) pin(null);
    activate(index);
    showCard(index);
    showText(index);
  });
  panel.addEventListener("focusout", () => {
    if (pinned === null) activate(null);
  });
  let before = null;
  panel.addEventListener("pointerdown", () => {
    before = pinned;
  });
  panel.addEventListener("click", (event) => {
    const index = indexOf(event.target);
    if (index < 0 || (String(getSelection()) && !event.target.closest("button,a"))) return;
    if (event.target.closest(".show")) {
      pin(index);
      view("text");
      return showText(index);
    }
    const link = event.target.closest("a");
    if (link && !link.classList.contains("anchor")) return;
    if (link) event.preventDefault();
    pin(before === index ? null : index);
    if (pinned !== null) showText(index);
  });

  /* ---- keys ---- */

  function step(by) {
    const shown = cards.filter((card) => card.shown);
    if (!shown.length) return;
    const place = shown.findIndex((card) => card.index === active);
    const next = place < 0 ? (by > 0 ? 0 : shown.length - 1) : place + by;
    const card = shown[Math.min(Math.max(next, 0), shown.length - 1)];
    if (narrow.matches && !document.body.classList.contains("claims")) {
      pin(card.index);
      return showText(card.index);
    }
    card.element.focus({ preventScroll: true });
    activate(card.index);
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || at("help").open) return;
    const typing = event.target === at("search");
    if (!typing && event.target.closest && event.target.closest("input, select, textarea")) return;
    const card = event.target.classList && event.target.classList.contains("card");
    const key = event.key;
    if (key === "Escape") {
      if (pinned !== null) pin(null);
      else reset();
      if (typing) at("search").blur();
    } else if (typing) return;
    else if (key === "j" || (card && key === "ArrowDown")) step(1);
    else if (key === "k" || (card && key === "ArrowUp")) step(-1);
    else if (card && key === "Home") (activate(null), step(1));
    else if (card && key === "End") (activate(null), step(-1));
    else if (card && key === "Enter") pin(pinned === active ? null : active);
    else if (key === "/") {
      view("claims");
      open(true);
      at("search").focus();
    } else if (key === "?") at("help").showModal();
    else return;
    event.preventDefault();
  });

  /* ---- controls ---- */

  function view(name) {
    document.body.classList.toggle("claims", name === "claims");
    at("view-text").setAttribute("aria-pressed", String(name === "text"));
    at("view-claims").setAttribute("aria-pressed", String(name === "claims"));
  }

  function open(wide) {
    at("fold").setAttribute("aria-expanded", String(wide));
    at("fold").textContent = wide ? "Hide filters" : "Filters";
    at("facets").hidden = !wide;
  }

  function dark() {
    const set = root.dataset.theme;
    return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /* A desk has a switch of its own. */
  const theme = at("theme");

  function label() {
    if (!theme) return;
    theme.textContent = dark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", dark() ? "Light page" : "Dark page");
  }

  for (const list of document.querySelectorAll(".facet ul")) {
    const rest = [...list.children].slice(8);
    if (rest.length < 3) continue;
    const more = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "extra";
    button.textContent = `${rest.length} more`;
    for (const item of rest) item.hidden = true;
    button.addEventListener("click", () => {
      for (const item of rest) item.hidden = false;
      more.remove();
      rest[0].firstElementChild.focus();
    });
    more.append(button);
    list.append(more);
  }
  for (const chip of document.querySelectorAll(".chip")) {
    chip.addEventListener("click", () => {
      const { facet, value } = chip.dataset;
      const on = !chosen[facet].delete(value);
      if (on) chosen[facet].add(value);
      chip.setAttribute("aria-pressed", String(on));
      filter();
    });
  }
  at("search").addEventListener("input", filter);
  at("reset").addEventListener("click", () => {
    reset();
    at("search").focus();
  });
  at("fold").addEventListener("click", () => open(at("facets").hidden));
  at("help-open").addEventListener("click", () => at("help").showModal());
  if (theme) {
    theme.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      label();
    });
  }
  at("view-text").addEventListener("click", () => view("text"));
  at("view-claims").addEventListener("click", () => view("claims"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);

  root.classList.add("scripted");
  open(innerHeight >= 640 && !narrow.matches);
  label();
  const asked = /^#claim-(\d+)$/.exec(location.hash);
  if (asked && cards[asked[1] - 1]) {
    pin(asked[1] - 1);
    showCard(pinned);
    showText(pinned);
  }
})();
