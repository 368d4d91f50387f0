{
	const find = (what) => document.querySelector(what);
	// Asks what is new while somebody looks. The server says how to ask: see `news.html`.
	setInterval(() => { if (!document.hidden) find("#news > [hx-get]")?.dispatchEvent(new Event("poll")); }, 15000);
	// "From … to …" asks for two days.
	find("#period")?.addEventListener("change", ({ target }) => {
		if (target.value !== "custom") return;
		find("details.more").open = true;
		find("#from").focus();
	});
}
