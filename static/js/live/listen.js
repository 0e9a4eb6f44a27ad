// Reads a lesson aloud, piece by piece. The button comes only where the device itself has a voice of
// the lesson's language: nothing is downloaded, and nothing of the text leaves the phone.

const PIECES = "h2, h3, p, li, td, th, summary";
const box = document.querySelector("[data-listen]");
const text = document.getElementById("text");
const speech = window.speechSynthesis;
const language = text?.closest("[lang]").lang;

const spoken = (name) => name.toLowerCase().replace("_", "-").split("-")[0];
// Android says "in" for Indonesian in older voices.
const voiceOf = () => speech.getVoices().find((voice) =>
  voice.localService && [language, language === "id" ? "in" : language].includes(spoken(voice.lang)));

function pieces() {
  return [...text.querySelectorAll(PIECES)]
    .filter((each) => each.matches("summary") || !each.closest("details:not([open]), [popover]"))
    .filter((each) => !each.querySelector(PIECES))
    .flatMap((each) => each.innerText.split(/(?<=[.?!])\s+/))
    .filter((each) => /[\p{L}\p{N}]/u.test(each));
}

function stop(button) {
  speech.cancel();
  button.querySelector("span").textContent = button.dataset.start;
}

function start(button) {
  const voice = voiceOf();
  const all = pieces();
  speech.cancel();
  button.querySelector("span").textContent = button.dataset.stop;
  all.forEach((piece, n) => {
    const said = new SpeechSynthesisUtterance(piece);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.95;
    if (n === all.length - 1) said.addEventListener("end", () => stop(button));
    speech.speak(said);
  });
}

function offer() {
  box.hidden = !voiceOf();
}

if (box && speech) {
  const button = box.querySelector("button");
  button.addEventListener("click", () => {
    if (speech.speaking) stop(button); else start(button);
  });
  // What goes on speaking after its page is gone frightens people.
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", offer);
  offer();
}
