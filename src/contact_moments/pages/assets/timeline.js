// Asks what is new, every 15 seconds, while somebody looks. The server says how to ask: see `news.html`.
setInterval(() => {
  const asks = document.visibilityState === "visible" && document.querySelector("#news > [hx-get]");
  if (asks) asks.dispatchEvent(new Event("poll"));
}, 15000);
