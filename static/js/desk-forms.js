// Forms by keyboard: Ctrl+Enter or Ctrl+S sends, Alt+N adds a row to the table one is in. What is
// wrong gets the focus first.
"use strict";
{
  const form = document.querySelector("#content-main form[method=post]:not(.draft-form), #changelist-form");

  const send = (event) => {
    const current = (document.activeElement && document.activeElement.form) || form;
    const button =
      current && (current.querySelector("[type=submit].default") || current.querySelector("[type=submit]"));
    if (button && current.method === "post") {
      event.preventDefault();
      current.requestSubmit(button);
    }
  };

  const addRow = (event) => {
    const here = document.activeElement && document.activeElement.closest(".js-inline-admin-formset");
    const group = here || document.querySelector(".js-inline-admin-formset");
    const add = group && group.querySelector(".add-row a, a.add-row");
    if (add) {
      event.preventDefault();
      add.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    const isSend = event.key === "Enter" || event.key.toLowerCase() === "s";
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && isSend) {
      send(event);
    } else if (event.altKey && !event.ctrlKey && event.code === "KeyN") {
      addRow(event);
    }
  });

  document.addEventListener("formset:added", (event) => {
    const first = event.target.querySelector("input:not([type=hidden]), select, textarea");
    if (first) {
      const box = first.nextElementSibling;
      const shown = box && box.classList.contains("select2") ? box.querySelector("[role=combobox]") : first;
      setTimeout(() => (shown || first).focus());
    }
  });

  const wrong = document.querySelector(".errors input:not([type=hidden]), .errors select, .errors textarea, td .errorlist ~ input, td .errorlist ~ select");
  if (wrong) {
    wrong.focus();
  }
}
