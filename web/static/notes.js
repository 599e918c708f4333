// Anteckna: saves by itself, and keeps what is typed in this browser until it is saved. The page works without it.
const form = document.getElementById("notes");
const key = `notes:${location.pathname}`;
const note = document.createElement("p");
let timer, changes = 0, isSending = false;

function tell(text, role, state) {
  note.className = `note mt ${state}`;
  note.setAttribute("role", role);
  note.textContent = text;
  (document.activeElement.closest("#notes section") || form).append(note);
}

function keep() {
  localStorage.setItem(key, JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrf_token")));
}

// What was typed and never saved, with the mark of what was shown then: so what another person has saved since is seen.
function putBack() {
  if (new URLSearchParams(location.search).has("saved")) {
    localStorage.removeItem(key);
    history.replaceState(null, "", location.pathname + location.hash);
  }
  const kept = JSON.parse(localStorage.getItem(key) || "[]");
  const lost = kept.filter(([name, value]) => name !== "seen" && form.elements.namedItem(name) && form.elements.namedItem(name).value !== value);
  if (!lost.length) return localStorage.removeItem(key);
  for (const [name, value] of [...lost, ...kept.filter(([name]) => name === "seen")]) form.elements.namedItem(name).value = value;
  tell(form.dataset.back, "status", "ok");
  plan(0);
}

// A field that was not typed in since shows what is saved now, which another person may have written.
function take(fresh, sent) {
  for (const [name, value] of new FormData(fresh)) {
    const field = form.elements.namedItem(name);
    if (!field || /^(new-|(csrf_token|heading|presenter|person|organisation|correction)$)/.test(name)) continue;
    const isTyped = field.value.trim() !== String(sent.get(name) ?? "").trim();
    if (name === "seen" || (!isTyped && field.value.trim() !== value.trim())) field.value = value;
  }
  document.getElementById("parts").innerHTML = fresh.ownerDocument.getElementById("parts").innerHTML;
}

async function save() {
  if (isSending) return plan(1000);
  isSending = true;
  const before = changes, sent = new FormData(form);
  sent.set("do", "auto");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("notes");
    if (!answer.ok || !fresh) return tell(form.dataset.refused, "alert", "warn");
    take(fresh, sent);
    if (before === changes) localStorage.removeItem(key);
    else keep();
    tell(fresh.dataset.saved, "status", "ok");
  } catch {
    tell(form.dataset.lost, "alert", "stop");
    plan(10000);
  } finally {
    isSending = false;
  }
}

function plan(after) {
  clearTimeout(timer);
  timer = setTimeout(save, after);
}

form.addEventListener("input", () => {
  changes += 1;
  keep();
  plan(3000);
});
// A press goes the plain way. What it sends is kept until the page that answers it says that it is saved.
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  keep();
  if (navigator.onLine) return;
  event.preventDefault();
  tell(form.dataset.lost, "alert", "stop");
});addEventListener("online", () => plan(0));
putBack();
