(() => {
  const cards = [...document.querySelectorAll(".card")];
  const form = document.getElementById("filter");
  const search = document.getElementById("search");
  const hits = document.getElementById("hits");
  const buttons = [...form.querySelectorAll("button")];
  let outcome = "";
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const text = card.querySelector("summary").textContent + " " +
        [...card.querySelectorAll(".rid")].map(r => r.textContent).join(" ");
      const lower = text.toLowerCase();
      const show = (!outcome || card.dataset.outcome === outcome) && words.every(w => lower.includes(w));
      card.hidden = !show;
      if (show) shown++;
    }
    hits.textContent = shown === cards.length ? "" : shown + " of " + cards.length + " scenarios shown";
  };
  const press = value => {
    outcome = value;
    for (const b of buttons) b.setAttribute("aria-pressed", String(b.dataset.show === value));
    apply();
  };
  for (const b of buttons) b.addEventListener("click", () => press(b.dataset.show));
  search.addEventListener("input", apply);
  form.addEventListener("submit", e => e.preventDefault());
  // A link into the page must not end at something closed or filtered away.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    const card = target.closest(".card");
    if (card && card.hidden) { search.value = ""; press(""); }
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  form.hidden = cards.length === 0;
  reveal();
})();
