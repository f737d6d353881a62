// Whoever has script may ask right here; without it the link to the requests stays.
for (const button of document.querySelectorAll("[data-ask]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.yingke && window.yingke.open());
}
