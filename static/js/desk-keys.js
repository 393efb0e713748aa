// The desk by keyboard: a letter for each act, "/" to search, "g" and a letter to go somewhere,
// "?" for the list of them. Letters count only where nothing is being typed, and can be switched
// off, which this browser remembers (WCAG 2.1.4).
"use strict";
{
  const OFF = "courtledger.desk.keys-off";
  const WAIT = 1500;
  const root = document.documentElement;
  const listed = document.getElementById("desk-keys");
  const PRESSED = new Set(["checkbox", "radio", "button", "submit", "reset", "image", "file"]);
  let going = 0;

  const isOn = () => {
    try {
      return localStorage.getItem(OFF) !== "1";
    } catch {
      return true;
    }
  };

  const turn = (on) => {
    try {
      on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1");
    } catch {
      // A browser that keeps nothing keeps this page's choice only.
    }
    root.dataset.keys = on ? "on" : "off";
  };

  const isTyping = (element) =>
    element.isContentEditable ||
    ["TEXTAREA", "SELECT", "IFRAME"].includes(element.tagName) ||
    (element.tagName === "INPUT" && !PRESSED.has(element.type)) ||
    Boolean(element.closest("[role=combobox], [role=textbox], [role=listbox]"));

  const isSeen = (element) => element.getClientRects().length > 0;

  const press = (element) => {
    element.focus();
    element.click();
  };

  // An act on the row that has the focus; else the one that there is; of several, the next one
  // gets the focus, and Enter opens it.
  const act = (key) => {
    const all = [...document.querySelectorAll(`[aria-keyshortcuts="${CSS.escape(key)}"]`)].filter(isSeen);
    const row = document.activeElement.closest("[data-row]");
    const here = row && all.find((each) => each.closest("[data-row]") === row);
    const general = all.filter((each) => !each.closest("[data-row]"));
    const at = all.indexOf(document.activeElement);
    if (here && at < 0) {
      press(here);
    } else if (general.length) {
      press(general[0]);
    } else if (all.length === 1) {
      press(all[0]);
    } else if (all.length) {
      all[(at + 1) % all.length].focus();
    }
    return all.length > 0;
  };

  // To the next row, or the one before.
  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row], #result_list tbody tr")];
    const links = rows.map((row) => row.querySelector("a")).filter((link) => link && isSeen(link));
    const row = document.activeElement.closest("[data-row], tr");
    const at = row ? links.findIndex((link) => row.contains(link)) : -1;
    const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
    if (next) {
      next.focus();
    }
    return links.length > 0;
  };

  const go = (key) => {
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) {
      location.assign(link.href);
    }
    return Boolean(link);
  };

  const search = () => {
    const box = document.getElementById("desk-find") || document.getElementById("searchbar");
    if (box) {
      box.focus();
      box.select();
    }
    return Boolean(box);
  };

  // The list in the foot of the page becomes a dialog, with the letters of this very page.
  const dialog = document.createElement("dialog");
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");

  const tellOwn = () => {
    const own = listed.querySelector("[data-own]");
    const told = new Map();
    for (const each of document.querySelectorAll(".act[aria-keyshortcuts]")) {
      const key = each.getAttribute("aria-keyshortcuts");
      const text = each.firstChild.textContent.trim();
      if (!told.has(key)) {
        told.set(key, new Set());
      }
      told.get(key).add(text);
    }
    own.replaceChildren(
      ...[...told].sort().map(([key, labels]) => {
        const line = document.createElement("div");
        line.append(document.createElement("dt"), document.createElement("dd"));
        line.firstChild.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        line.lastChild.textContent = [...labels].join(" / ");
        return line;
      }),
    );
    own.previousElementSibling.hidden = !told.size;
  };

  const open = () => {
    tellOwn();
    dialog.showModal();
    return true;
  };

  const setUp = () => {
    const details = listed.closest("details");
    const close = Object.assign(document.createElement("button"), {
      type: "button",
      className: "act",
      textContent: "Close",
    });
    close.addEventListener("click", () => dialog.close());
    dialog.append(listed, close);
    details.replaceWith(dialog);
    const box = listed.querySelector("[name=keys]");
    box.closest("p").hidden = false;
    box.checked = isOn();
    box.addEventListener("change", () => turn(box.checked));
    for (const opener of document.querySelectorAll(".keys-open")) {
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        open();
      });
    }
  };

  const answer = (key) => {
    if (going && Date.now() - going < WAIT) {
      going = 0;
      return go(key);
    }
    going = 0;
    switch (key) {
      case "g":
        going = Date.now();
        return true;
      case "?":
        return open();
      case "/":
        return search();
      case "j":
        return step(1);
      case "J":
        return step(-1);
      default:
        return act(key);
    }
  };

  const pressed = (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Escape" && target.id === "desk-find") {
      target.blur();
    }
    const isPlain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isPlain || event.defaultPrevented || !isOn() || dialog.open || isTyping(target)) {
      return;
    }
    if (answer(event.key)) {
      event.preventDefault();
    }
  };

  if (listed) {
    setUp();
    turn(isOn());
    document.addEventListener("keydown", pressed);
  }
}
