// While the name of a person is typed, who is in the record already and may be meant. The list is
// the one that the server shows when the form is sent; this only shows it sooner.
"use strict";
{
  const box = document.getElementById("likely");
  const name = document.getElementById("id_full_name");
  const list = box && box.querySelector("ul");
  const seen = box && box.querySelector("[name=seen]");
  const another = box && box.querySelector("[name=is_another]");
  const isPopup = Boolean(document.querySelector("input[name=_popup]"));
  const PAUSE = 300;
  let timer = 0;
  let asked = "";

  const yearTyped = () => {
    const year = document.getElementById("id_birth_year");
    const day = document.getElementById("id_birth_date");
    const told = (year && year.value.trim()) || (day && day.value.trim().slice(0, 4)) || "";
    return /^\d{4}$/.test(told) ? told : "";
  };

  const use = (number, words) => {
    if (window.opener && window.opener.dismissAddRelatedObjectPopup) {
      window.opener.dismissAddRelatedObjectPopup(window, number, words);
    }
  };

  const item = (each) => {
    const link = document.createElement("a");
    link.href = each.page;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = each.name;
    const row = document.createElement("li");
    row.append(link, `, ${each.apart}. ${each.why}`);
    if (isPopup) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.use = each.number;
      button.dataset.name = each.name;
      button.textContent = "Use this one";
      button.setAttribute("aria-label", `Use this one: ${each.name}, ${each.apart}`);
      row.append(" ", button);
    }
    return row;
  };

  const show = (likely) => {
    const numbers = likely.map((each) => each.number).join(" ");
    if (numbers !== seen.value) {
      // Whoever is new among them has not been looked at.
      another.checked = false;
      seen.value = numbers;
    }
    list.replaceChildren(...likely.map(item));
    box.hidden = likely.length === 0;
  };

  const ask = async () => {
    const kind = document.getElementById("id_kind");
    const given = { full_name: name.value.trim(), birth_year: yearTyped(), kind: kind ? kind.value : "" };
    const query = new URLSearchParams(given).toString();
    if (query === asked) {
      return;
    }
    asked = query;
    if (given.full_name.length < 3) {
      show([]);
      return;
    }
    try {
      const answer = await fetch(`${box.dataset.ask}?${query}`, { headers: { Accept: "application/json" } });
      if (answer.ok && query === asked) {
        show((await answer.json()).likely);
      }
    } catch {
      // The server asks again when the form is sent.
    }
  };

  if (box && name) {
    const row = name.closest(".form-row");
    if (row) {
      row.after(box);
    }
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    };
    for (const id of ["id_full_name", "id_birth_year", "id_birth_date", "id_kind"]) {
      const input = document.getElementById(id);
      if (input) {
        input.addEventListener("input", soon);
        input.addEventListener("change", soon);
      }
    }
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-use]");
      if (button) {
        use(button.dataset.use, button.dataset.name);
      }
    });
  }
}
