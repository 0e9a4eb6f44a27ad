// Sends a file as soon as it is chosen, a photo made smaller first, and shows it once the server
// has saved it. Without this script the form sends it by its button.

const MAX_SIDE = 2000;
const SMALL_ENOUGH = 400_000;

const box = document.querySelector("[data-upload]");
const form = box?.closest("form");
const state = document.querySelector("[data-save-state]");

function tell(name, words) {
  state.dataset.state = name;
  state.querySelector("[data-text]").textContent = words;
}

function refuse(words) {
  const problem = box.querySelector("[data-problem]");
  problem.hidden = !words;
  problem.textContent = words;
  if (words) tell("refused", words);
}

// A photo as the server would keep it, for a slow line; the file itself if it cannot be drawn.
async function smaller(file) {
  if (!box.dataset.shrinks || file.type === "application/pdf" || file.size < SMALL_ENOUGH) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, MAX_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}

function post(file) {
  const body = new FormData(form);
  body.delete("file");
  body.append("file", file, "file");
  body.set("save_number", Number(form.elements.save_number.value) + 1);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = Math.min(99, Math.round((100 * loaded) / total));
    tell("saving", box.dataset.upload.replace("{percent}", percent));
  });
  return new Promise((done, fail) => {
    request.addEventListener("load", () => {
      if (request.status === 429 || request.status >= 500) fail();
      else done({ ok: request.status < 300, json: request.response });
    });
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, fail);
    request.send(body);
  });
}

async function deliver(file) {
  try {
    const { ok, json } = await post(file);
    tries.succeeded();
    if (ok && json?.saved_at && !json.elsewhere) {
      tell("saved", state.dataset.saved.replace("{time}", json.saved_at));
      location.replace(form.action);
    } else if (json) {
      form.inert = false;
      refuse(json.elsewhere ?? json.message);
    } else {
      location.reload(); // signed out, or the time is over: the page says what to do
    }
  } catch {
    form.inert = false;
    tell("offline", box.dataset.offline);
    if (chosen === file) tries.failed();
  }
}

let chosen = null;
const tries = sending.retries(() => start(chosen));

function start(file) {
  tries.stop();
  form.inert = true;
  refuse("");
  tell("saving", box.dataset.upload.replace("{percent}", 0));
  return deliver(file);
}

async function choose(event) {
  event.stopPropagation();
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  form.inert = true;
  const sent = await smaller(file);
  form.inert = false;
  chosen = sent;
  tries.stop(); // what waited was another file
  if (sent.size > box.dataset.most * 1024 * 1024) refuse(box.dataset.large);
  else start(sent);
}

if (box && state) {
  box.classList.add("live");
  addEventListener("online", () => tries.isWaiting() && tries.go());
  for (const input of box.querySelectorAll("input")) {
    input.classList.add("visually-hidden"); // its label is the button now
    input.addEventListener("change", choose);
  }
}
