// Asks what is new, every 15 seconds, while somebody looks. The server says how to ask: see `news.html`.
setInterval(() => {
	const asks = document.visibilityState === "visible" && document.querySelector("#news > [hx-get]");
	if (asks) asks.dispatchEvent(new Event("poll"));
}, 15000);
// "From … to …" asks for two days.
document.querySelector("#period").addEventListener("change", ({ target }) => {
	if (target.value !== "custom") return;
	document.querySelector("details.more").open = true;
	document.querySelector("#from").focus();
});
