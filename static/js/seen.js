// What is looked at counts as seen: the button that says so presses itself.

{
  const form = document.querySelector("[data-seen]");
  if (form) {
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" })
      .then(() => { form.hidden = true; })
      .catch(() => {}); // without a line the button stays
  }
}
