// What all pages do faster with a script. Everything works without it, and no word is in it: texts are in the pages.
"use strict";
(() => {
	// The only way to make HTML of text (Trusted Types). What the register sends as part of a page has no script in it.
	const rules = { createHTML: (text) => {
		if (/<script/i.test(text)) throw new TypeError("a script in a part");
		return text;
	} };
	const policy = window.trustedTypes?.createPolicy("pages", rules) ?? rules;
	const refuse = function () { throw new TypeError("no code in attributes"); };
	htmx.registerExtension("pages", { init: (api) => api.initSecurity(policy, refuse, refuse) });

	const find = (what, where = document) => where.querySelector(what);
	const all = (what) => document.querySelectorAll(what);
	const on = (what, act) => document.addEventListener(what, act);

	// Signed out, or not reachable: a notice says so. `reachable` says that it is over.
	let told = "", timer = 0;
	const tell = (id) => {
		told = id;
		for (const it of all("#signed-out, #unreachable")) it.hidden = it.id !== id;
	};
	const headers = { "HX-Request": "true", "HX-Target": "dialog#keys" };
	const ask = () => fetch("/help", { headers }).catch(() => ({ status: 0 }));
	const retry = async () => { if (told) answered((await ask()).status); };
	const answered = (status) => {
		clearTimeout(timer);
		if (status === 401) tell("signed-out");
		else if (!status || status >= 500) {
			tell("unreachable");
			timer = setTimeout(retry, 10000);
		} else if (status < 400 && told) {
			tell("");
			document.dispatchEvent(new Event("reachable"));
		}
	};
	for (const what of ["online", "focus", "visibilitychange"]) addEventListener(what, retry);
	on("htmx:after:request", ({ detail: { ctx } }) => answered(ctx.response.status));
	on("htmx:error", ({ detail: { ctx } }) => { if (ctx) answered(0); });

	// Help, fetched once.
	const help = async () => {
		const dialog = find("dialog#keys");
		if (!dialog || location.pathname === "/help") return;
		if (!dialog.firstElementChild) {
			const answer = await ask();
			if (!answer.ok) return answered(answer.status);
			dialog.innerHTML = policy.createHTML(await answer.text());
		}
		if (!dialog.open) dialog.showModal();
	};

	// Menus close by Escape and by a click elsewhere.
	const menus = () => all("details.menu[open]");
	const close = (except) => menus().forEach((menu) => { if (!menu.contains(except)) menu.open = false; });
	on("click", (event) => {
		close(event.target);
		const other = event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === "/help";
		if (!other && event.target.closest('a[href="/help"]')) {
			event.preventDefault();
			close(null);
			help();
		}
		const copies = event.target.closest("[data-copy]");
		if (copies) {
			const from = find(`#${copies.dataset.copy}`);
			navigator.clipboard?.writeText(from.value ?? from.textContent).then(() => { copies.textContent = copies.dataset.done; });
		}
	});
	all("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });

	// Single keys. A link or a button names its key in data-key; in a list that of the row with the focus comes first.
	const rows = () => [...all(".subject a")];
	const step = (by) => {
		const them = rows(), at = them.indexOf(document.activeElement);
		const to = at < 0 ? them[0] : them[at + by] ?? them[at];
		to?.focus();
		return to;
	};
	const others = { u: "a.back", l: "a[rel=next]", "/": "input[type=search]" };
	const press = (key) => {
		const active = document.activeElement, row = active?.closest(".moment"), named = `[data-key="${CSS.escape(key)}"]`;
		if (key === "?") return help();
		const by = { j: 1, k: -1 }[key];
		if (by) return step(by);
		const other = others[key] && find(others[key]);
		const found = key === "o" && rows().includes(active) ? active : key === "/" && other
			|| row && find(named, row) || find(`${named}:not(.moment *)`) || other;
		if (found?.type === "search") found.focus();
		else found?.click();
		return found;
	};
	let before = "";
	on("keydown", (event) => {
		const { key, target, altKey, isComposing } = event, ctrl = event.ctrlKey || event.metaKey;
		if (key === "Escape") {
			const open = [...menus()].at(-1);
			if (open) { open.open = false; find("summary", open).focus(); }
			return;
		}
		const save = target.form?.method === "post" && find(".primary", target.form);
		if (key === "Enter" && ctrl && save) {
			event.preventDefault();
			return target.form.requestSubmit(save);
		}
		if (ctrl || altKey || isComposing || target.closest("input, textarea, select, [contenteditable], dialog")) return;
		const arrow = { ArrowDown: 1, ArrowUp: -1 }[key];
		if (arrow && rows().includes(target)) { event.preventDefault(); return step(arrow); }
		if (document.body.dataset.keys !== "on" || key.length > 1) return;
		const keys = before + key;
		before = keys === "g" ? "g " : "";
		if (!before && press(keys)) event.preventDefault();
	});

	// Where the address says so, and where something is wrong, one goes on typing or reading at once.
	if (location.hash === "#q") find("#q")?.focus();
	find(".errors[role=alert]")?.focus();
})();
