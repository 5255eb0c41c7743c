// Keys of the search box: down and up walk through what was found, Escape closes it.
(() => {
  "use strict";
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const box = form.querySelector("input");
  const found = form.querySelector("#search-found");
  const links = () => [...found.querySelectorAll("a")];

  form.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
      form.dataset.closed = "";
      box.focus();
    } else if (event.key === "ArrowDown" && all.length) {
      delete form.dataset.closed;
      (all[at + 1] || all[0]).focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at === 0 ? box : all[at - 1]).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  box.addEventListener("input", () => delete form.dataset.closed);
  box.addEventListener("focus", () => delete form.dataset.closed);
})();
