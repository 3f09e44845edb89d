"use strict";
// Comfort only: shows what belongs together, and leads from place to place. Every link works without it.
(() => {
  const marks = new Map(); // id of a key point -> the sentences of the source that state it
  for (const mark of document.querySelectorAll("mark[data-points]")) {
    for (const point of mark.dataset.points.split(" ")) {
      if (!marks.has(point)) marks.set(point, []);
      marks.get(point).push(mark);
    }
  }
  const target = (link) => document.getElementById(link.hash.slice(1));

  // The sentences of summary and source that belong to one of them.
  const related = (element) => {
    const told = element.closest(".told");
    if (told) return [told, ...[...told.querySelectorAll("a")].map(target)];
    const back = element.closest(".back a");
    const mark = element.closest("mark");
    const item = element.closest(".points li") || (back && target(back));
    const points = item ? [item.id] : (mark?.dataset.points ?? "").split(" ").filter(Boolean);
    const own = points.map((point) => document.getElementById(point)?.querySelector(".point"));
    return [mark, ...own, ...points.flatMap((point) => marks.get(point) ?? [])];
  };

  let lit = [];
  const light = (event) => {
    for (const element of lit) element.classList.remove("lit");
    lit = (event.target.closest ? related(event.target) : []).filter(Boolean);
    for (const element of lit) element.classList.add("lit");
  };
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
  document.addEventListener("mouseout", () => light({ target: document.activeElement ?? {} }));

  // The bar: the place before, where we are, the place after, and back to the key point.
  const bar = document.createElement("nav");
  bar.className = "places";
  bar.hidden = true;
  document.body.append(bar);
  let left = null; // the link that led to the source

  const link = (to, text, label) => {
    const made = document.createElement("a");
    made.href = to;
    made.textContent = text;
    if (label) made.title = label;
    return made;
  };
  const show = (item) => {
    const places = item ? [...item.querySelectorAll(".note a")] : [];
    const here = places.findIndex((place) => place.hash === location.hash);
    bar.hidden = here < 0;
    if (here < 0) return;
    left = places[here];
    bar.setAttribute("aria-label", item.querySelector(".note").firstChild.textContent.replace(/:\s*$/, ""));
    const step = (place, text) => place && link(place.hash, text, place.getAttribute("title"));
    const before = places[here - 1];
    const after = places[here + 1];
    const count = document.createElement("span");
    count.textContent = `${here + 1} / ${places.length}`;
    const number = [...item.parentElement.children].indexOf(item) + 1;
    const back = document.querySelector(`.back a[href="#${item.id}"]`)?.getAttribute("title");
    const parts = [
      step(before, `‹ ${before?.textContent}`),
      count,
      step(after, `${after?.textContent} ›`),
      link(`#${item.id}`, `[${number}]`, back),
    ];
    bar.replaceChildren(...parts.filter(Boolean));
  };

  let item = null; // the key point in hand
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest?.("a");
    if (clicked && !bar.contains(clicked)) item = clicked.closest(".points li");
  });
  addEventListener("hashchange", () => {
    const focused = bar.contains(document.activeElement);
    show(item);
    if (focused && !bar.hidden) bar.lastElementChild.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || bar.hidden) return;
    bar.hidden = true;
    left?.focus();
  });
})();
