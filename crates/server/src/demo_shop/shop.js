// What a shop adds to its pages: tell the widget which order the page is about, and let buttons open it.
(function () {
  "use strict";
  var order = document.body.dataset.order;
  window.yingkeSettings = order ? { order: order } : {};

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-contact], [data-request]");
    if (!button || !window.yingke) return;
    event.preventDefault();
    if (button.hasAttribute("data-contact")) {
      window.yingke.open();
    } else {
      window.yingke.openRequest({ orderId: button.dataset.request || undefined, typeKey: button.dataset.type || undefined });
    }
  });

  // The menu of people closes when one clicks elsewhere.
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.who[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
})();
