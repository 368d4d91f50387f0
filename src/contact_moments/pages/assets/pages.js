// What all pages do faster with a script. Everything works without it, and no word is in it: texts are in the pages.
"use strict";
(() => {
	// The only way to make HTML of text (Trusted Types). What the register sends as part of a page has no script in it.
	const plain = (text) => {
		if (/<script/i.test(text)) throw new TypeError("a script in a part of a page");
		return text;
	};
	const policy = window.trustedTypes?.createPolicy("pages", { createHTML: plain }) ?? { createHTML: plain };
	const refuse = function () { throw new TypeError("no code in attributes"); };
	htmx.registerExtension("pages", { init: (api) => api.initSecurity(policy, refuse, refuse) });

	const find = (what, where = document) => where.querySelector(what);
	const body = document.body;

	// Signed out, or not reachable: what was typed stays, and a notice says what to do.
	const tell = (id, shown) => { const it = document.getElementById(id); if (it && it.hidden === shown) it.hidden = !shown; };
	let waiting = false;
	const retry = async () => {
		const back = await fetch("/health/live").then((answer) => answer.ok, () => false);
		if (!back) return setTimeout(retry, 10000);
		waiting = false;
		tell("unreachable", false);
	};
	const failed = (status) => {
		if (status === 401) tell("signed-out", true);
		else if (!status || status >= 500) {
			tell("unreachable", true);
			if (!waiting) setTimeout(retry, 10000);
			waiting = true;
		}
	};
	body.addEventListener("htmx:response:error", (event) => failed(event.detail.ctx.response.status));
	body.addEventListener("htmx:error", (event) => { if (event.detail.ctx) failed(0); });
	body.addEventListener("htmx:after:swap", () => { tell("signed-out", false); tell("unreachable", false); });

	// Help, in a dialog that is fetched once.
	const help = async () => {
		const dialog = find("dialog#keys");
		if (!dialog || location.pathname === "/help") return;
		if (!dialog.firstElementChild) {
			const headers = { "HX-Request": "true", "HX-Target": "dialog#keys" };
			const answer = await fetch("/help", { headers }).catch(() => ({ status: 0 }));
			if (!answer.ok) return failed(answer.status);
			dialog.innerHTML = policy.createHTML(await answer.text());
		}
		if (!dialog.open) dialog.showModal();
	};

	// Menus close by Escape and by a click elsewhere.
	const menus = () => document.querySelectorAll("details.menu[open]");
	const close = (except) => menus().forEach((menu) => { if (!menu.contains(except)) menu.open = false; });
	document.addEventListener("click", (event) => {
		close(event.target);
		const plainClick = !event.ctrlKey && !event.metaKey && !event.shiftKey;
		if (plainClick && event.target.closest('a[href="/help"]') && location.pathname !== "/help") {
			event.preventDefault();
			close(null);
			help();
		}
		const copies = event.target.closest("[data-copy]");
		if (copies) {
			const from = document.getElementById(copies.dataset.copy);
			navigator.clipboard?.writeText(from.value ?? from.textContent).then(() => { copies.textContent = copies.dataset.done; });
		}
	});
	document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });

	// Single keys. A link or a button names its key in data-key; in a list that of the row with the focus comes first.
	const rows = () => [...document.querySelectorAll(".subject a")];
	const step = (by) => {
		const all = rows(), at = all.indexOf(document.activeElement);
		all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
	};
	const others = { u: "a.back", l: "a[rel=next]", "/": "input[type=search]" };
	const press = (key) => {
		const named = `[data-key="${key}"]`, row = document.activeElement?.closest(".moment");
		if (key === "/" && find(others[key])) return find(others[key]).focus();
		const found = (row && find(named, row)) || find(`${named}:not(.moment *)`) || (others[key] && find(others[key]));
		found?.click();
	};
	let before = "";
	const typing = "input, textarea, select, [contenteditable], dialog";
	document.addEventListener("keydown", (event) => {
		if (event.key === "Escape") {
			const open = [...menus()].at(-1);
			if (open) { open.open = false; find("summary", open).focus(); }
			return;
		}
		const form = event.target.form;
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.method === "post") {
			event.preventDefault();
			const save = find(".primary", form);
			if (save) form.requestSubmit(save);
		}
		const saved = event.key === "Enter" && event.ctrlKey && event.target.closest("form:has(.bar):not(#entry-form)");
		if (saved) return saved.requestSubmit(find(".bar .primary", saved));
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(typing)) return;
		const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (arrow && rows().includes(document.activeElement)) { event.preventDefault(); return step(arrow); }
		if (body.dataset.keys !== "on" || event.key.length > 1) return;
		const key = before === "g" ? `g ${event.key}` : event.key;
		before = key === "g" ? "g" : "";
		if (key === "?") help();
		else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
		else if (key === "o" && rows().includes(document.activeElement)) document.activeElement.click();
		else if (/^([a-z/]|g [a-z])$/.test(key) && key !== "g") press(key);
		else return;
		event.preventDefault();
	});

	// Where the address says so, and where something is wrong, one goes on typing or reading at once.
	if (location.hash === "#q") find("#q")?.focus();
	find(".errors[role=alert]")?.focus();
})();
