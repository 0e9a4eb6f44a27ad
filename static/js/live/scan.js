// Cards of participants are scanned on the register itself: each one found is recorded as present.
// Only where the browser reads QR codes by itself and may use the camera (Android, behind TLS).

const FRAME = 250;
const AGAIN = 2500; // the card that is still held there is the same card
const button = document.querySelector("[data-scan]");
const dialog = document.getElementById("scan");
const video = dialog.querySelector("video");
const told = dialog.querySelector("[data-told]");
let camera = null;
let timer = 0;
let last = "";
let lastAt = 0;

// A card says …/kartu#CODE.SECRET; the secret opens an account and is not looked at.
const codeOf = (text) => text.match(/#([A-Z0-9]{8})\./i)?.[1].toUpperCase() ?? "";

function found(code) {
  const row = code && document.querySelector(`#register [data-card="${code}"]`);
  if (!row) return dialog.dataset.unknown;
  const present = row.querySelector("input[value=present]");
  const late = row.querySelector("input[value=late]");
  if (!present.checked && !late.checked) present.click();
  return dialog.dataset.found.replace("{name}", row.querySelector("strong").textContent);
}

async function look(detector) {
  try {
    const [read] = await detector.detect(video);
    const code = read ? codeOf(read.rawValue) : "";
    if (read && (code !== last || Date.now() - lastAt > AGAIN)) {
      told.textContent = found(code);
      navigator.vibrate?.(60);
    }
    if (read) [last, lastAt] = [code, Date.now()];
  } catch {
    // no picture yet
  }
  if (camera) timer = setTimeout(look, FRAME, detector);
}

async function open() {
  told.textContent = dialog.dataset.hold;
  dialog.showModal();
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (!dialog.open) return close(); // closed while she was asked for the camera
    video.srcObject = camera;
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  } catch {
    told.textContent = dialog.dataset.refused;
  }
}

function close() {
  clearTimeout(timer);
  for (const track of camera?.getTracks() ?? []) track.stop();
  [camera, video.srcObject] = [null, null];
}

async function offer() {
  const formats = await BarcodeDetector.getSupportedFormats();
  if (formats.includes("qr_code")) button.hidden = false;
}

if (navigator.mediaDevices) {
  button.addEventListener("click", open);
  dialog.addEventListener("close", close);
  offer();
}
