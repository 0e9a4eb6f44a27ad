// Keeps things on this phone until the server has them. Where the browser lets nothing be kept, or
// its room is used up, they are held as long as the page is open, and the page says so.

const held = new Map();

function read(key) {
  try {
    return JSON.parse(held.get(key) ?? localStorage.getItem(key));
  } catch {
    return null;
  }
}

// Returns whether it outlives the page.
function write(key, value) {
  held.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    if (value === null) return true;
    held.set(key, JSON.stringify(value));
    for (const words of document.querySelectorAll("[data-lasting], [data-fleeting]")) {
      words.hidden = "lasting" in words.dataset;
    }
    return false;
  }
}

function keys(prefix) {
  const found = [...held.keys()];
  try {
    found.push(...Object.keys(localStorage));
  } catch {
    // Nothing was kept by earlier pages, then.
  }
  return [...new Set(found)].filter((key) => key.startsWith(prefix));
}

globalThis.keeping = { read, write, keys };
