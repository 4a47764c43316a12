// The filters of the static site: rows come from data.js, the filter stands behind # in the address and can be shared.
// Everything is put into the page as text.
(() => {
  const all = window.onrecordEntries;
  const form = document.getElementById("site-filters");
  const body = document.querySelector("table.ledger tbody");
  if (!Array.isArray(all) || !form || !body) return;
  const most = 500;
  const fields = [...form.querySelectorAll("[data-field]")];
  const asWritten = [...body.rows];
  const pager = document.querySelector("nav.pager");
  const found = document.getElementById("found");
  const foundAsWritten = found.textContent;
  const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  for (const row of all) row.folded = folded(row.words);

  const asked = () => new URLSearchParams(location.hash.slice(1));
  const fits = (row, wanted) => {
    for (const [field, value] of wanted) {
      if (field === "text") {
        const words = folded(value).match(/"[^"]+"|\S+/g) || [];
        if (!words.every((word) => row.folded.includes(word.replaceAll('"', "")))) return false;
      } else if (field === "since") {
        if (!row.days[1] || row.days[1] < value) return false;
      } else if (field === "until") {
        if (!row.days[0] || row.days[0] > `${value}~`) return false;
      } else if (Array.isArray(row[field]) && !row[field].includes(value)) return false;
    }
    return true;
  };
  const columns = ["when", "act", "who", "what", "stage", "origins", "sources"];
  const drawn = (row) => {
    const line = document.createElement("tr");
    row.cells.forEach((words, n) => {
      const cell = document.createElement(n === 2 ? "th" : "td");
      cell.className = `c-${columns[n]}`;
      if (n === 2) {
        cell.scope = "row";
        const link = document.createElement("a");
        link.href = row.href;
        link.textContent = words;
        cell.append(link);
      } else cell.textContent = words;
      line.append(cell);
    });
    return line;
  };
  const show = () => {
    const wanted = [...asked()].filter(([, value]) => value);
    for (const field of fields) {
      const value = asked().get(field.dataset.field) || "";
      if (document.activeElement !== field || field.value === "") field.value = value;
    }
    if (!wanted.length) {
      body.replaceChildren(...asWritten);
      found.textContent = foundAsWritten;
      if (pager) pager.hidden = false;
      return;
    }
    const rows = all.filter((row) => fits(row, wanted));
    body.replaceChildren(...rows.slice(0, most).map(drawn));
    const said = rows.length > most ? form.dataset.more : form.dataset.found;
    found.textContent = rows.length ? said.replace("#", rows.length).replace("#", most) : form.dataset.none;
    if (pager) pager.hidden = true;
  };
  const change = () => {
    const wanted = asked();
    for (const field of fields) {
      if (field.value.trim()) wanted.set(field.dataset.field, field.value.trim());
      else wanted.delete(field.dataset.field);
    }
    history.replaceState(null, "", wanted.size ? `#${wanted}` : location.pathname);
    show();
  };
  for (const field of fields) field.addEventListener("input", change);
  document.getElementById("site-clear").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    history.replaceState(null, "", location.pathname);
    show();
  });
  addEventListener("hashchange", show);
  form.hidden = false;
  show();
})();
