// While an act is being filled in the page tells what it would do: the server does it, tells it
// and takes it back. What has been told can then be recorded without a page in between.
"use strict";
{
  const WAIT = 350;
  const form = document.querySelector("form[data-act]");
  const told = form && form.querySelector(".told");
  const digest = form && form.elements.namedItem("digest");
  const send = form && form.querySelector("input[type=submit].default");
  let asked = 0;
  let tries = 0;
  let timer;

  const say = (words) => {
    const line = document.createElement("p");
    line.className = "help";
    line.textContent = words;
    told.replaceChildren(line);
  };

  const show = (answer) => {
    const noted = new Set([...told.querySelectorAll("[name=noted]:checked")].map((box) => box.value));
    digest.value = answer.digest || "";
    send.value = answer.digest ? answer.send : send.dataset.first;
    if (answer.told) {
      told.replaceChildren(document.createRange().createContextualFragment(answer.told));
      for (const box of told.querySelectorAll("[name=noted]")) {
        box.checked = noted.has(box.value);
      }
    } else if (answer.refused) {
      say(`Not possible so: ${answer.refused}`);
    } else if (answer.missing && answer.missing.length) {
      say(`Still to fill in: ${answer.missing.join(", ")}.`);
    } else {
      told.replaceChildren();
    }
  };

  const rehearse = async () => {
    const mine = ++asked;
    const typed = new FormData(form);
    typed.delete("digest");
    try {
      const response = await fetch(location.pathname, {
        method: "POST",
        body: typed,
        headers: { Rehearsal: "1" },
        redirect: "manual",
      });
      const answer = response.ok ? await response.json() : {};
      if (mine === asked) {
        show(answer);
      }
    } catch {
      // Without an answer the form is checked on a page of its own.
      show({});
    }
  };

  const changed = (event) => {
    if (event.target.name === "noted") {
      return;
    }
    // What was told is about other answers: not to be recorded before it is told anew.
    ++asked;
    show({});
    clearTimeout(timer);
    timer = setTimeout(rehearse, WAIT);
  };

  // What is there to answer first: a group or a field without an answer.
  const isAnswered = (field) =>
    field.type === "checkbox" || field.type === "radio"
      ? Boolean(form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`))
      : Boolean(field.value);

  const begin = () => {
    // Selects are replaced by searchable ones at a time of the library's own.
    if (form.querySelector("select.admin-autocomplete:not(.select2-hidden-accessible):not([name*=__prefix__])") && tries++ < 40) {
      setTimeout(begin, 50);
      return;
    }
    if (form.querySelector(".errors") || document.querySelector(".said-now")) {
      return;
    }
    const fields = [...form.querySelectorAll("input, select, textarea")].filter(
      (field) => field.type !== "hidden" && field.type !== "submit" && !field.closest("details:not([open])"),
    );
    const first = fields.find((field) => !isAnswered(field)) || send;
    const box = first.nextElementSibling;
    const shown = box && box.classList.contains("select2") ? box.querySelector("[role=combobox]") : first;
    shown.focus();
  };

  // Whoever types at a closed select means to search it.
  const openToType = (event) => {
    const box = event.target.closest(".select2-selection--single");
    const isPlain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const select = box && box.closest(".select2").previousElementSibling;
    if (isPlain && select && window.django) {
      event.preventDefault();
      django.jQuery(select).select2("open");
      const search = django.jQuery(".select2-container--open .select2-search__field");
      search.val(search.val() + event.key).trigger("focus").trigger("input");
    }
  };

  if (form) {
    addEventListener("load", begin);
    // Some acts ask nothing that has no answer yet.
    addEventListener("load", rehearse);
    form.addEventListener("keydown", openToType);
    send.dataset.first = send.value;
    form.addEventListener("input", changed);
    // Selects that are searched tell of a change in jQuery's way alone.
    if (window.django && django.jQuery) {
      django.jQuery(form).on("change", "select", (event) => changed(event));
    }
  }
}
