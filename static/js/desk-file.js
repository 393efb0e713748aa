// The case file: what is folded opens where it is wanted, and on paper.
"use strict";
{
  const show = document.getElementById("public");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) {
      return;
    }
    const wanted = document.getElementById(link.hash.slice(1));
    const folded = wanted && (wanted.closest("details") || wanted);
    if (folded && folded.tagName === "DETAILS") {
      folded.open = folded !== show || !folded.open;
    }
  });

  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details.earlier")) {
      folded.open = true;
    }
  });
}
