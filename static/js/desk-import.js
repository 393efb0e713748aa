// An import that is running tells how far it is without the page being loaded anew; and a file
// that is too large is refused before it is sent.
"use strict";
{
  const EVERY = 1000;
  const box = document.getElementById("import-progress");

  const show = (told) => {
    const words = box.querySelector("[role=status]");
    if (words.textContent !== told.words) {
      words.textContent = told.words;
    }
    const bar = box.querySelector("progress");
    if (told.all) {
      bar.max = told.all;
      bar.value = told.done;
    }
  };

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { credentials: "same-origin" });
      const told = await answer.json();
      if (!told.is_running) {
        window.location.reload();
        return;
      }
      show(told);
    } catch {
      // The server is away for a moment, or the session has ended: ask again later.
    }
    window.setTimeout(ask, EVERY);
  };

  if (box) {
    window.setTimeout(ask, EVERY);
  }

  const file = document.querySelector("#import-form input[type=file]");
  if (file) {
    file.addEventListener("change", () => {
      const sent = file.files[0];
      const isTooLarge = sent && sent.size > Number(file.dataset.most);
      file.setCustomValidity(isTooLarge ? "This file is too large. See the limit beside it." : "");
      file.reportValidity();
    });
    file.form.addEventListener("submit", (event) => {
      if (!file.checkValidity()) {
        event.preventDefault();
        file.reportValidity();
      }
    });
  }
}
