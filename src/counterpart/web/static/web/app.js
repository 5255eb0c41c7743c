// What every page does beyond plain links and forms. Strict: no inline code, no eval.
(() => {
  "use strict";
  const text = (name) => document.body.dataset[`text${name}`] || "";

  // htmx: forms carry their own token; everything else gets it as a header.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (!event.detail.elt.matches("[hx-trigger*='every']")) toast(text("Failed"), "bad");
    });
  }

  // A swap must not throw the keyboard back to the top of the page.
  let focused = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    focused = active && active !== document.body ? { id: active.id, name: active.name } : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!focused || document.activeElement !== document.body) return;
    const again =
      (focused.id && document.getElementById(focused.id)) ||
      (focused.name && document.getElementsByName(focused.name)[0]) ||
      event.detail.target;
    if (!again || !again.isConnected) return;
    if (!again.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
      again.setAttribute("tabindex", "-1");
    }
    again.focus({ preventScroll: true });
  });

  // What scrolls sideways and holds nothing to stop at is a stop itself, so that the arrows move it.
  function reachScrollers() {
    for (const box of document.querySelectorAll("main .scroll, main pre")) {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      const stops = box.querySelector("a[href], button, input, select, textarea, summary");
      if (scrolls && !stops && !box.hasAttribute("tabindex")) {
        const caption = box.querySelector("caption");
        box.tabIndex = 0;
        box.dataset.reached = "";
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", (caption && caption.textContent.trim()) || document.title);
      } else if (!scrolls && "reached" in box.dataset) {
        for (const name of ["tabindex", "data-reached", "role", "aria-label"]) {
          box.removeAttribute(name);
        }
      }
    }
  }
  reachScrollers();
  for (const change of ["resize", "load"]) window.addEventListener(change, reachScrollers);
  document.addEventListener("htmx:afterSettle", reachScrollers);

  // Notices
  function toast(words, tone) {
    const box = document.getElementById("toasts");
    if (!box || !words) return;
    const note = document.createElement("div");
    note.className = `toast ${tone}`;
    note.setAttribute("role", tone === "bad" ? "alert" : "status");
    const line = document.createElement("p");
    line.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button quiet small";
    close.dataset.dismiss = "";
    close.textContent = text("Close");
    note.append(line, close);
    box.append(note);
  }
  function fadeLater(root) {
    for (const note of root.querySelectorAll("[data-fades]")) {
      note.removeAttribute("data-fades");
      const leave = () =>
        note.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : note.remove();
      setTimeout(leave, note.querySelector("form") ? 20000 : 6000);
    }
  }
  fadeLater(document);
  document.addEventListener("htmx:load", () => fadeLater(document));
  document.addEventListener("htmx:oobAfterSwap", () => fadeLater(document));

  // Dialogs
  function dialog(title, parts) {
    const box = document.createElement("dialog");
    box.className = "dialog";
    const heading = document.createElement("h2");
    heading.id = "dialog-title";
    heading.textContent = title;
    box.setAttribute("aria-labelledby", heading.id);
    box.append(heading, ...parts);
    box.addEventListener("close", () => box.remove());
    box.addEventListener("click", (event) => event.target === box && box.close());
    document.body.append(box);
    box.showModal();
    return box;
  }
  function button(words, look, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `button ${look}`;
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }
  function askFirst(source, goAhead) {
    const row = document.createElement("div");
    row.className = "dialog-actions";
    const own = source.tagName === "FORM" ? source.querySelector("button:not([type=button])") : source;
    const words = (own && own.textContent.trim()) || text("Confirm");
    const look = own && own.classList.contains("danger") ? "danger" : "primary";
    row.append(
      button(text("Cancel"), "quiet", () => box.close()),
      button(words, look, () => {
        box.close();
        goAhead();
      }),
    );
    const box = dialog(source.dataset.confirm, [row]);
    row.lastChild.focus();
  }

  // data-confirm on a form, or on a button or link that sends something
  const confirmed = new WeakSet();
  document.addEventListener(
    "submit",
    (event) => {
      const source = event.submitter && event.submitter.dataset.confirm ? event.submitter : event.target;
      if (!source.dataset.confirm || confirmed.has(source) || isHtmx(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const form = event.target;
      const submitter = event.submitter;
      askFirst(source, () => {
        confirmed.add(source);
        form.requestSubmit(submitter);
        confirmed.delete(source);
      });
    },
    true,
  );
  document.addEventListener("htmx:confirm", (event) => {
    const trigger = event.detail.triggeringEvent;
    const submitter = trigger && trigger.submitter;
    const source = submitter && submitter.dataset.confirm ? submitter : event.detail.elt;
    if (!source.dataset.confirm) return;
    event.preventDefault();
    askFirst(source, () => event.detail.issueRequest(true));
  });
  const isHtmx = (element) => element.matches("[hx-post], [hx-get], [hx-put], [hx-delete], [hx-patch]");

  // Clicks
  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-dismiss]")) on(".toast").remove();
    if (on("[data-print]")) window.print();
    if (on("[data-show-shortcuts]")) showShortcuts();
    const png = on("[data-download-png]");
    if (png) downloadPng(png);
    const toggle = on("[data-toggle-nav]");
    if (toggle) setNavigation(!document.documentElement.classList.contains("nav-open"));
    else if (!on(".side")) setNavigation(false);
    const copy = on("[data-copy]");
    if (copy) copyText(copy);
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  function setNavigation(open) {
    const toggle = document.querySelector("[data-toggle-nav]");
    if (!toggle) return;
    document.documentElement.classList.toggle("nav-open", open);
    toggle.setAttribute("aria-expanded", String(open));
  }
  async function copyText(source) {
    const field = document.querySelector(source.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    toast(source.dataset.copied, "good");
  }

  // The tab one is at is in sight, also where the tabs are wider than a phone.
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const tabs = tab.parentElement.closest(".tabs");
    tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  }

  // Keys
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
      setNavigation(false);
    }
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      showShortcuts();
      return;
    }
    for (const target of document.querySelectorAll("[data-shortcut]")) {
      if (target.dataset.shortcut !== event.key) continue;
      event.preventDefault();
      if (target.matches("input, select, textarea")) {
        target.focus();
        if (target.select) target.select();
      } else target.click();
      return;
    }
  });
  function showShortcuts() {
    const list = document.createElement("dl");
    list.className = "facts";
    const seen = new Set();
    const add = (key, words) => {
      if (seen.has(key)) return;
      seen.add(key);
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      dt.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      dd.textContent = words;
      list.append(dt, dd);
    };
    for (const target of document.querySelectorAll("[data-shortcut]")) {
      const words = target.dataset.shortcutLabel || target.getAttribute("aria-label") || target.textContent;
      add(target.dataset.shortcut, words.trim());
    }
    add("?", text("Help"));
    const row = document.createElement("div");
    row.className = "dialog-actions";
    row.append(button(text("Close"), "", () => box.close()));
    const box = dialog(text("Shortcuts"), [list, row]);
  }

  // A drawing as a picture for a slide: colours come from the style sheets, so they are written
  // into a copy of the drawing before it becomes an image.
  const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing", "text-anchor", "dominant-baseline", "display", "visibility"];
  async function downloadPng(source) {
    const svg = document.querySelector(source.dataset.downloadPng);
    const copy = svg.cloneNode(true);
    const originals = [svg, ...svg.querySelectorAll("*")];
    const copies = [copy, ...copy.querySelectorAll("*")];
    originals.forEach((original, index) => {
      const style = getComputedStyle(original);
      for (const name of DRAWN) copies[index].setAttribute(name, style.getPropertyValue(name));
      if (original.matches(".print-hidden")) copies[index].setAttribute("display", "none");
      copies[index].removeAttribute("class");
    });
    const { width, height } = svg.getBoundingClientRect();
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const url = URL.createObjectURL(
      new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }),
    );
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      const margin = 24;
      const scale = Math.min(3, 8000 / Math.max(width, height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round((width + 2 * margin) * scale);
      canvas.height = Math.round((height + 2 * margin) * scale);
      const pen = canvas.getContext("2d");
      pen.fillStyle = getComputedStyle(document.body).getPropertyValue("background-color");
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, margin * scale, margin * scale, width * scale, height * scale);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = source.dataset.filename || `${document.title}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch {
      toast(text("Failed"), "bad");
    } finally {
      URL.revokeObjectURL(url);
    }
  }
})();
