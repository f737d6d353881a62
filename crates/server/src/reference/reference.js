// Shows only what contains every word of the search field; `/` goes to the field.
const field = document.getElementById("search");
const nothing = document.getElementById("nothing");
const items = [...document.querySelectorAll("[data-find]")].map((node) => ({ node, text: node.textContent.toLowerCase() }));
const sections = [...document.querySelectorAll("section")];
const links = [...document.querySelectorAll("nav a[href]")];

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { node, text } of items) {
    node.hidden = !words.every((word) => text.includes(word));
    if (!node.hidden) shown += 1;
  }
  for (const section of sections) {
    section.hidden = section.querySelector("[data-find]") !== null && section.querySelector("[data-find]:not([hidden])") === null;
  }
  for (const link of links) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    link.hidden = target !== null && (target.hidden || target.closest("section")?.hidden === true);
  }
  nothing.hidden = shown > 0;
}

field.addEventListener("input", search);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== field) {
    event.preventDefault();
    field.focus();
  }
});
document.addEventListener("click", (event) => {
  // A link into something that the search hides shows everything again.
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (target?.closest("[hidden]")) {
    field.value = "";
    search();
  }
});
