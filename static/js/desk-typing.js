// What is typed into a form of the desk is kept on the server every few seconds, so that a crash
// or a lapsed session loses nothing; and nobody leaves a changed form by mistake.
"use strict";
{
  const WAIT = 2000;
  const place = document.querySelector("[data-draft]");
  const form = place && place.closest("form");
  const PASSED = new Set(["csrfmiddlewaretoken", "token", "digest", "noted"]);
  let timer;
  let isChanged = false;
  let isKept = false;

  // Who signs in anew in another tab gets a new token; the one on this page is then refused.
  const freshen = () => {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    const token = form.elements.namedItem("csrfmiddlewaretoken");
    if (cookie && token) {
      token.value = cookie[1];
    }
  };

  const typed = () =>
    [...new FormData(form)].filter(([name, value]) => !PASSED.has(name) && typeof value === "string");

  // As it was when somebody began to type: until then what scripts fill in is how it opens.
  let opened = form && JSON.stringify(typed());
  let isTouched = false;
  const touch = () => {
    if (!isTouched) {
      isTouched = true;
      opened = JSON.stringify(typed());
    }
  };

  const warn = (words) => {
    const before = form.querySelector(".unkept");
    if (before) {
      before.remove();
    }
    if (words) {
      const note = document.createElement("p");
      note.className = "unkept errornote";
      note.setAttribute("role", "alert");
      note.textContent = words;
      form.prepend(note);
    }
  };

  const keep = async () => {
    isKept = true;
    freshen();
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    sent.set("page", place.dataset.page);
    sent.set("title", place.dataset.title);
    sent.set("typed", JSON.stringify(typed()));
    try {
      const response = await fetch(place.dataset.draft, {
        method: "POST",
        body: sent,
        redirect: "manual",
        keepalive: true,
      });
      warn(
        response.ok
          ? ""
          : "You are signed out. What you typed stays on this page: sign in again in another tab, then go on here.",
      );
    } catch {
      warn("The server does not answer. What you typed stays on this page; try again in a moment.");
    }
  };

  const changed = () => {
    isChanged = JSON.stringify(typed()) !== opened;
    clearTimeout(timer);
    if (isChanged || isKept) {
      timer = setTimeout(keep, WAIT);
    }
  };

  if (form) {
    // Before the key or the finger changes anything.
    addEventListener("keydown", touch, true);
    addEventListener("pointerdown", touch, true);
    form.addEventListener("input", () => {
      isTouched = true;
      changed();
    });
    if (window.django && django.jQuery) {
      // Django tells of a change of every select that has links beside it when a page is opened.
      django.jQuery(form).on("change", "select", () => (isTouched ? changed() : undefined));
    }
    form.addEventListener("submit", () => {
      freshen();
      isChanged = false;
      clearTimeout(timer);
    });
    addEventListener("beforeunload", (event) => {
      if (isChanged) {
        event.preventDefault();
      }
    });
    document.addEventListener("visibilitychange", () => {
      if (isChanged && document.visibilityState === "hidden") {
        clearTimeout(timer);
        keep();
      }
    });
  }
}
