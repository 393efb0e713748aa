// For those who hear the page: the admin's tables have headers without words, and its searchable
// selects replace a labelled input with one that has no name of its own.
"use strict";
{
  const nameOf = (select) => {
    const label = select.labels && select.labels[0];
    const text = select.getAttribute("aria-label") || (label ? label.textContent : "");
    return text.trim().replace(/:$/, "");
  };

  const name = (select) => {
    const box = select.nextElementSibling;
    if (!box || !box.classList.contains("select2")) {
      return;
    }
    for (const input of box.querySelectorAll("[role=combobox], .select2-search__field")) {
      input.removeAttribute("aria-labelledby");
      input.setAttribute("aria-label", nameOf(select));
    }
    for (const shown of box.querySelectorAll("[role=textbox]:not(input)")) {
      shown.setAttribute("aria-label", nameOf(select));
    }
  };

  for (const header of document.querySelectorAll("th:empty, th.original")) {
    const text = document.createElement("span");
    text.className = "visually-hidden";
    text.textContent = header.classList.contains("original") ? "Row" : "Take out";
    header.append(text);
  }

  // Selects are replaced at a time of the library's own, and with every row that is added.
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
  nameAll();
}
