"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel"), content = byId("content"), search = byId("search"), found = byId("found");
  document.documentElement.classList.add("js");

  // Details.
  let current = null;
  const target = (link) => byId(decodeURIComponent(link.getAttribute("href").slice(1)));
  const close = () => {
    panel.hidden = true;
    if (current) {
      current.removeAttribute("aria-current");
      current.focus();
      current = null;
    }
  };
  const open = (node) => {
    const section = target(node);
    if (!section) return;
    if (current) current.removeAttribute("aria-current");
    current = node;
    node.setAttribute("aria-current", "true");
    content.replaceChildren(...[...section.childNodes].map((child) => child.cloneNode(true)));
    panel.hidden = false;
    panel.focus();
  };
  byId("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  const show = (node) => {
    node.scrollIntoView({ block: "center", inline: "center" });
    node.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.node, a.jump");
    if (!link) return;
    event.preventDefault();
    if (link.classList.contains("jump")) show(target(link));
    else open(link);
  });

  // From element to element with the arrow keys.
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    const node = document.activeElement;
    const step = steps[event.key];
    if (!step || !node.matches("a.node")) return;
    const nodes = all("a.node", node.closest("svg"));
    const next = nodes[nodes.indexOf(node) + step];
    event.preventDefault();
    if (next) show(next);
  });

  // Zoom.
  const views = new Map();
  const natural = (svg) => [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
  const zoom = (view, scale) => {
    const svg = view.querySelector("svg");
    const [width, height] = natural(svg);
    const before = views.get(view) || 1;
    const next = Math.min(4, Math.max(0.05, scale));
    const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
    svg.style.width = `${width * next}px`;
    svg.style.height = `${height * next}px`;
    views.set(view, next);
    view.scrollLeft = (middle[0] * next) / before - view.clientWidth / 2;
    view.scrollTop = (middle[1] * next) / before - view.clientHeight / 2;
  };
  const fitting = (view) => {
    const [width, height] = natural(view.querySelector("svg"));
    return Math.min(1, view.clientWidth / width, (window.innerHeight * 0.84) / height);
  };
  const change = (view, kind) => {
    const now = views.get(view) || 1;
    const scales = { in: now * 1.25, out: now / 1.25, fit: fitting(view), full: 1 };
    zoom(view, scales[kind]);
  };
  all(".view").forEach((view) => {
    const readable = Math.max(0.6, Math.min(1, view.clientWidth / natural(view.querySelector("svg"))[0]));
    zoom(view, readable);
    view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2;
    view.scrollTop = 0;
    view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      change(view, event.deltaY < 0 ? "in" : "out");
    }, { passive: false });
    view.addEventListener("keydown", (event) => {
      const kind = { "+": "in", "-": "out", 0: "fit", 1: "full" }[event.key];
      if (kind && !event.ctrlKey && !event.metaKey && !event.altKey) change(view, kind);
    });
    let from = null;
    view.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch" || event.target.closest("a")) return;
      from = [event.clientX, event.clientY, view.scrollLeft, view.scrollTop];
      view.setPointerCapture(event.pointerId);
    });
    view.addEventListener("pointermove", (event) => {
      if (!from) return;
      view.scrollLeft = from[2] - (event.clientX - from[0]);
      view.scrollTop = from[3] - (event.clientY - from[1]);
    });
    ["pointerup", "pointercancel"].forEach((end) => view.addEventListener(end, () => { from = null; }));
  });
  all("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
    change(button.closest("section").querySelector(".view"), button.dataset.zoom);
  }));

  // Search.
  let matches = [], at = -1;
  const texts = new Map(all("section.element").map((section) => [
    byId(section.dataset.box), section.textContent.toLowerCase(),
  ]));
  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    matches = [];
    at = -1;
    texts.forEach((text, node) => {
      if (!node) return;
      const hit = words.length > 0 && words.every((word) => text.includes(word));
      node.classList.toggle("found", hit);
      if (hit) matches.push(node);
    });
    found.textContent = words.length === 0 ? "" : `${matches.length} found`;
  };
  search.addEventListener("input", look);
  search.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (matches.length === 0) return;
    at = (at + 1) % matches.length;
    found.textContent = `${at + 1} of ${matches.length}`;
    matches[at].scrollIntoView({ block: "center", inline: "center" });
    all(".node.here").forEach((node) => node.classList.remove("here"));
    matches[at].classList.add("here");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });
})();
