// Choosing relations and tags while one types, and keeping what is typed. All of it works without this, by posting.
(() => {
	const byId = (id) => document.getElementById(id);
	const say = (box, text) => { if (box) box.textContent = text; };
	const changed = (node) => node.dispatchEvent(new Event("change", { bubbles: true }));

	// A combobox: the input, and the list that htmx fills.
	const listOf = (input) => byId(input.getAttribute("aria-controls"));
	const inputOf = (list) => document.querySelector(`[role=combobox][aria-controls="${list.id}"]`);
	const options = (list) => [...list.querySelectorAll("[data-id]")];
	let waiting = null; // the input in which Enter was pressed before its list was there

	const close = (input) => {
		listOf(input).hidden = true;
		input.setAttribute("aria-expanded", "false");
		input.removeAttribute("aria-activedescendant");
	};
	const mark = (input, option) => {
		for (const one of options(listOf(input))) one.setAttribute("aria-selected", one === option);
		if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
	};
	const open = (input) => {
		const list = listOf(input), found = options(list), box = document.querySelector(`[data-choices-of="${input.id}"]`);
		list.hidden = !list.children.length;
		input.setAttribute("aria-expanded", String(!list.hidden));
		mark(input, found[0]);
		const { none, oneFound, found: several } = box?.dataset ?? {};
		say(box, found.length > 1 ? several?.replace("{count}", found.length) : found.length ? oneFound : none);
	};
	const take = (input, id, name) => {
		const tokens = input.closest(".tokens"), list = tokens.querySelector("ul");
		const token = input.closest(".field").querySelector("template").content.firstElementChild.cloneNode(true);
		const button = token.querySelector("button"), kind = tokens.dataset.name;
		if ("one" in tokens.dataset) list.replaceChildren();
		token.querySelector("input").value = id;
		token.querySelector("span").textContent = name;
		button.value = `${kind}:${id}`;
		button.ariaLabel = button.ariaLabel.replace("…", name);
		if (!list.querySelector(`input[value="${id}"]`)) list.append(token);
		const before = kind === "tag" ? input.value.lastIndexOf(",") : -1;
		input.value = before < 0 ? "" : `${input.value.slice(0, before)}, `;
		close(input);
		input.focus();
		changed(input);
	};
	const taken = (input) => {
		const option = options(listOf(input)).find((one) => one.getAttribute("aria-selected") === "true");
		if (option) take(input, option.dataset.id, option.dataset.name);
		return option;
	};
	const step = (input, by) => {
		const found = options(listOf(input)), at = found.findIndex((one) => one.getAttribute("aria-selected") === "true");
		if (found.length) mark(input, found[(at + by + found.length) % found.length]);
	};

	const inCombobox = (event, input) => {
		const shown = !listOf(input).hidden;
		if (event.key === "Enter" && !event.ctrlKey && input.value.trim()) {
			event.preventDefault();
			if (!shown || !taken(input)) waiting = shown ? null : input;
		} else if (event.key === "Escape" && shown) {
			event.stopPropagation();
			close(input);
		} else if (event.key === "Backspace" && !input.value) {
			const last = input.closest(".tokens").querySelector("li:last-child");
			if (last) { last.remove(); changed(input); }
		} else if (shown && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
			event.preventDefault();
			step(input, event.key === "ArrowDown" ? 1 : -1);
		}
	};

	document.addEventListener("keydown", (event) => {
		const { target } = event;
		if (target.matches?.("[role=combobox]")) inCombobox(event, target);
		if (!form || event.defaultPrevented) return;
		if (event.key === "Enter" && target.name === "caller") {
			event.preventDefault();
			byId(target.value === "other" ? "sender" : "subject").focus();
		} else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
			const type = form.querySelectorAll("#types [name=type]")[event.code.slice(5) - 1];
			if (type) { event.preventDefault(); type.click(); }
		}
	});
	document.addEventListener("input", ({ target }) => {
		if (target.matches("[role=combobox]")) { waiting = null; if (!target.value.trim()) close(target); }
	});
	document.addEventListener("focusout", ({ target }) => { if (target.matches("[role=combobox]")) close(target); });
	document.addEventListener("mousedown", (event) => { if (event.target.closest(".choices")) event.preventDefault(); });
	document.addEventListener("click", (event) => {
		const option = event.target.closest(".choices [data-id]"), button = event.target.closest("button[name]");
		if (option) return take(inputOf(option.parentElement), option.dataset.id, option.dataset.name);
		if (button?.name === "remove" && button.closest(".token")) {
			event.preventDefault();
			const input = button.closest(".tokens").querySelector("[role=combobox]");
			button.closest(".token").remove();
			input.focus();
			changed(input);
		} else if (button?.name === "add" && button.dataset.id) {
			event.preventDefault();
			take(button.closest(".field").querySelector("[role=combobox]"), button.dataset.id, button.dataset.name);
			button.hidden = true;
		}
	});

	// The form: its entry is kept on the server, and in this browser while the server does not take it.
	const form = byId("entry-form"), kept = byId("kept"), prefix = `entry:${document.body.dataset.account}:`;
	const field = (name) => form.elements.namedItem(name);
	const key = () => prefix + field("entry").value;
	const store = (sent) => {
		const copy = { at: Date.now(), sent, data: [...new FormData(form)] };
		try { localStorage.setItem(key(), JSON.stringify(copy)); } catch { /* full, or forbidden */ }
	};
	const copies = Object.keys(localStorage).filter((name) => name.startsWith(prefix))
		.map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }));
	const saved = new URLSearchParams(location.search).has("saved");
	for (const { name, at, sent } of copies) {
		if ((sent && saved) || Date.now() - at > 14 * 864e5) localStorage.removeItem(name);
	}

	let later = 0, unsaved = false;
	document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
		if (ctx.target?.id === "entry") ctx.before = [ctx.target, document.activeElement?.id];
	});
	document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
		const { target } = ctx;
		if (target?.matches?.(".choices")) {
			const input = inputOf(target);
			if (document.activeElement === input && input.value.trim()) open(input);
			if (input && waiting === input) { waiting = null; taken(input); }
		} else if (ctx.before) {
			carryOver(...ctx.before);
		} else if (kept && target === kept) {
			localStorage.removeItem(key());
			for (const [name, value] of Object.entries(kept.firstElementChild.dataset)) field(name).value = value;
			unsaved = false;
		}
	});

	// What was typed while the fields of another type were on their way.
	const carryOver = (old, focused) => {
		for (const one of old.querySelectorAll("input, select, textarea")) {
			const named = [...form.querySelectorAll(one.tagName)].filter((it) => it.name === one.name);
			const same = one.id ? byId(one.id) : named.find((it) => it.value === one.value);
			if (/radio|checkbox/.test(one.type)) { if (same) same.checked = one.checked; }
			else if (one.id && same?.tagName === one.tagName) same.value = one.value;
		}
		for (const one of old.querySelectorAll(".tokens")) {
			form.querySelector(`.tokens[data-name=${one.dataset.name}] ul`)?.replaceWith(one.querySelector("ul"));
		}
		if (focused) byId(focused)?.focus();
	};

	if (!kept) return;
	const keep = () => { if (unsaved) kept.dispatchEvent(new Event("keep")); };
	const typed = () => { unsaved = true; clearTimeout(later); later = setTimeout(keep, 2000); };
	form.addEventListener("input", typed);
	form.addEventListener("change", typed);
	form.addEventListener("submit", () => { clearTimeout(later); store(true); unsaved = false; });
	addEventListener("pagehide", () => { if (unsaved) store(); });
	document.body.addEventListener("reachable", keep);
	for (const fault of ["htmx:response:error", "htmx:error"]) {
		document.addEventListener(fault, ({ detail: { ctx } }) => {
			if (ctx.sourceElement === kept) { store(); say(kept, kept.dataset.away); }
		});
	}

	const offered = byId("offered"), copy = copies.find(({ name }) => localStorage.getItem(name) && name !== key());
	if (!offered || !copy) return;
	offered.hidden = false;
	offered.querySelector("button").addEventListener("click", () => {
		const again = document.createElement("form");
		Object.assign(again, { method: "post", action: offered.dataset.action });
		for (const [name, value] of copy.data) {
			again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
		}
		document.body.append(again);
		localStorage.removeItem(copy.name);
		again.submit();
	});
})();
