// Fill in the codes that a QR code holds behind the #, hide them from the address, and go on.
const form = document.querySelector("[data-card] form");
const [code, secret] = decodeURIComponent(location.hash.slice(1)).split(".");

if (form && code && secret) {
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = code;
  form.elements.secret.value = secret;
  form.requestSubmit();
}
