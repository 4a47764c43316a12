// Comfort only: every page reads and works without this. Words light up with what was read from them, lists walk by key.

const root = document.documentElement;
root.classList.add("scripted");

// Filters fold away on a small screen, where they would push the list down.
if (matchMedia("(max-width: 48rem)").matches) {
  for (const fold of document.querySelectorAll("details.fold")) fold.open = false;
}

// Where a timeline is wider than the screen, its latest acts come first into sight.
for (const frame of document.querySelectorAll("[data-latest]")) frame.scrollLeft = frame.scrollWidth;

for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// Words and rows light each other up on hover and focus.
const rowsOf = (mark) => {
  const keys = (mark.dataset.keys || "").trim().split(/\s+/).map((key) => key.replace(/^w-/, ""));
  return keys.flatMap((key) => [document.getElementById(`f-${key}`), document.getElementById(key)]).filter(Boolean);
};
const marksOf = (row) => {
  const key = `w-${row.dataset.key.replace(/^f-/, "")}`;
  return [...document.querySelectorAll("a.mark")].filter((mark) => (mark.dataset.keys || "").split(" ").includes(key));
};
const light = (elements, on) => elements.forEach((element) => element.classList.toggle("lit", on));
const pair = (element, others) => {
  for (const [kind, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    element.addEventListener(kind, () => light(others(element), on));
  }
};
for (const mark of document.querySelectorAll("a.mark")) pair(mark, rowsOf);
for (const row of document.querySelectorAll("[data-key]")) pair(row, marksOf);

// Keys: / to search, j and k through a list, Enter opens.
const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
let here = -1;
const go = (step) => {
  if (!rows.length) return;
  rows[here]?.classList.remove("here");
  here = Math.min(rows.length - 1, Math.max(0, here + step));
  rows[here].classList.add("here");
  rows[here].querySelector("a")?.focus();
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    const field = document.querySelector("[data-shortcut='/']");
    if (field) { event.preventDefault(); field.closest("details")?.setAttribute("open", ""); field.focus(); }
  } else if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
});

// Deciding by key: a letter presses its button or opens its form; words selected in a report become the value.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const press = document.querySelector(`[data-key-press="${CSS.escape(event.key)}"]`);
  const open = document.querySelector(`[data-key-open="${CSS.escape(event.key)}"]`);
  if (press) { event.preventDefault(); press.click(); }
  if (open) {
    event.preventDefault();
    const part = open.closest("details");
    part.open = true;
    part.querySelector("select, input:not([type=hidden])")?.focus();
  }
});
const cited = document.querySelector("[data-selection]");
if (cited) {
  const form = cited.form;
  const [field, value, place] = ["d-field", "d-value", "d-cited"].map((key) => document.getElementById(key));
  const named = new Set(["actors", "recipients", "items", "where"]);
  let filled = "";
  // Spans count code points of the report's text, which the page shows sign by sign.
  const count = (text) => [...text].length;
  const before = (block, node, offset) => {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    return count(range.toString());
  };
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || !form.closest("details").open) return;
    const range = selection.getRangeAt(0);
    const block = range.startContainer.parentElement?.closest("[data-report]");
    if (!block || !block.contains(range.endContainer)) return;
    const said = range.toString();
    const words = said.trim();
    if (!words) return;
    const start = Number(block.dataset.start) + before(block, range.startContainer, range.startOffset)
      + count(said.slice(0, said.length - said.trimStart().length));
    cited.value = words.replace(/\s+/g, " ");
    place.value = `${block.dataset.report} ${start} ${start + count(words)}`;
    if (named.has(field.value) && (!value.value || value.value === filled)) {
      value.value = filled = cited.value.slice(0, 500);
    }
  });
  cited.addEventListener("input", () => { place.value = ""; });
  for (const mark of document.querySelectorAll(".quote a.mark")) mark.setAttribute("draggable", "false");
}
