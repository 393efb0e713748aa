// Passkeys: what the server asks is handed to the browser, and its answer sent with the form.
"use strict";
{
  const bytes = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");

  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const answered = (made, parts) => {
    const response = {};
    for (const part of parts) {
      if (made.response[part]) {
        response[part] = text(made.response[part]);
      }
    }
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      response,
      clientExtensionResults: made.getClientExtensionResults(),
    });
  };

  const created = async (asked, isAlone) => {
    const wanted = {
      ...asked.publicKey,
      challenge: bytes(asked.publicKey.challenge),
      user: { ...asked.publicKey.user, id: bytes(asked.publicKey.user.id) },
      excludeCredentials: listed(asked.publicKey.excludeCredentials),
    };
    if (isAlone) {
      wanted.authenticatorSelection = {
        ...wanted.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    }
    const made = await navigator.credentials.create({ publicKey: wanted });
    return answered(made, ["clientDataJSON", "attestationObject"]);
  };

  const got = async (asked) => {
    const wanted = {
      ...asked.publicKey,
      challenge: bytes(asked.publicKey.challenge),
      allowCredentials: listed(asked.publicKey.allowCredentials),
    };
    const made = await navigator.credentials.get({ publicKey: wanted });
    return answered(made, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
  };

  const told = () => JSON.parse(document.getElementById("key-options").textContent);

  const fetched = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  };

  const ways = {
    alone: async (form) => got(await fetched(form)),
    get: async () => got(told().request_options),
    create: async (form) =>
      created(told().creation_options, form.elements.namedItem("passwordless").checked),
  };

  const complain = (form) => {
    const note = form.querySelector("[role=alert][hidden], [role=alert].failed");
    note.classList.add("failed");
    note.hidden = false;
    note.textContent =
      "The browser gave no passkey: it was canceled, took too long, or there is none for this site. Try again, or take another way.";
  };

  for (const form of document.querySelectorAll("form[data-key]")) {
    if (window.PublicKeyCredential) {
      form.hidden = false;
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
          form.elements.namedItem("credential").value = await ways[form.dataset.key](form);
        } catch {
          complain(form);
          return;
        }
        form.submit();
      });
    }
  }
}
