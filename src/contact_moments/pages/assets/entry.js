// Choosing relations and tags while one types, and keeping what is typed. All of it works without this, by posting.
(() => {
	const on = (what, act) => document.addEventListener(what, act), combobox = "[role=combobox]";
	const byId = (id) => document.getElementById(id);
	const changed = (node) => node.dispatchEvent(new Event("change", { bubbles: true }));

	// A combobox: the input, and the list that htmx fills.
	const listOf = (input) => byId(input.getAttribute("aria-controls"));
	const inputOf = (list) => document.querySelector(`[aria-controls="${list.id}"]`);
	const options = (list) => [...list.querySelectorAll("[data-id]")];
	let waiting = null; // the input in which Enter was pressed before its list was there

	const close = (input) => {
		listOf(input).hidden = true;
		input.ariaExpanded = false;
		mark(input);
	};
	const mark = (input, option) => {
		for (const one of options(listOf(input))) one.ariaSelected = one === option;
		input.setAttribute("aria-activedescendant", option?.id ?? "");
		option?.scrollIntoView({ block: "nearest" });
	};
	const open = (input) => {
		const list = listOf(input), found = options(list), box = document.querySelector(`[data-choices-of="${input.id}"]`);
		list.hidden = !list.children.length;
		input.ariaExpanded = !list.hidden;
		mark(input, found[0]);
		if (!box) return;
		const word = ["none", "oneFound"][found.length] ?? "found";
		box.textContent = box.dataset[word].replace("{count}", found.length);
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
	const marked = (input) => options(listOf(input)).find((one) => one.ariaSelected === "true");
	const taken = (input, option = marked(input)) => {
		if (option) take(input, option.dataset.id, option.dataset.name);
		return option;
	};
	const step = (input, by) => {
		const found = options(listOf(input));
		mark(input, found.at((found.indexOf(marked(input)) + by) % found.length));
	};

	const inCombobox = (event, input) => {
		const shown = !listOf(input).hidden, by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (event.key === "Enter" && !event.ctrlKey && input.value.trim()) {
			event.preventDefault();
			if (!taken(input)) waiting = input;
		} else if (event.key === "Escape" && shown) {
			event.stopPropagation();
			close(input);
		} else if (event.key === "Backspace" && !input.value) {
			const last = input.closest(".tokens").querySelector("li:last-child");
			if (last) { last.remove(); changed(input); }
		} else if (shown && by) {
			event.preventDefault();
			step(input, by);
		}
	};

	on("keydown", (event) => {
		const { target } = event;
		if (target.matches?.(combobox)) inCombobox(event, target);
		if (!form || event.defaultPrevented) return;
		if (event.key === "Enter" && target.name === "caller") {
			event.preventDefault();
			byId(target.value === "other" ? "sender" : "subject").focus();
		} else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
			const type = form.querySelectorAll("#types [name=type]")[event.code.slice(5) - 1];
			if (type) { event.preventDefault(); type.click(); }
		}
	});
	on("input", ({ target }) => {
		if (!target.matches(combobox)) return;
		waiting = null;
		target.dispatchEvent(new Event("htmx:abort")); // what is found then is for another text
		if (target.value.trim()) mark(target); else close(target);
	});
	on("focusout", ({ target }) => { if (target.matches(combobox)) close(target); });
	on("mousedown", (event) => { if (event.target.closest(".choices")) event.preventDefault(); });
	on("click", (event) => {
		const option = event.target.closest(".choices [data-id]"), button = event.target.closest("button[name]");
		if (option) return taken(inputOf(option.parentElement), option);
		if (button?.name === "remove" && button.closest(".token")) {
			event.preventDefault();
			const input = button.closest(".tokens").querySelector(combobox);
			button.closest(".token").remove();
			input.focus();
			changed(input);
		} else if (button?.name === "add" && button.dataset.id) {
			event.preventDefault();
			take(button.closest(".field").querySelector(combobox), button.dataset.id, button.dataset.name);
			button.hidden = true;
		}
	});

	// The form: its entry is kept on the server, and in this browser while the server does not take it.
	const form = byId("entry-form"), kept = byId("kept"), offered = byId("offered");
	const prefix = `entry:${document.body.dataset.account}:`, key = () => prefix + form.elements.entry.value;
	// A browser may forbid storage, or have no room.
	const tried = (act) => { try { return act(); } catch { return null; } };
	const remove = (name) => tried(() => localStorage.removeItem(name));
	const sends = (name) => tried(() => { sessionStorage.sent = name; }); // the copy that this tab sends
	let later = 0, changes = 0, sent = 0, busy, out; // counted: one types on meanwhile
	const isTyped = (it) => (/^text/.test(it.type) || /^(recipient|tag)$/.test(it.name)) && it.value.trim();
	const store = () => tried(() => {
		if (out || ![...form.elements].some(isTyped)) return;
		localStorage[key()] = JSON.stringify({ at: Date.now(), data: [...new FormData(form)] });
		return true;
	});
	const again = performance.navigation.type; // back where something else was saved, maybe
	const saved = !again && new URLSearchParams(location.search).has("saved"), shown = offered && "sent" in offered.dataset;
	if (saved || shown) remove(tried(() => sessionStorage.sent));
	if (!byId("resend")) sends("");
	let copy;
	for (const [name, text] of tried(() => Object.entries(localStorage)) ?? []) {
		if (!name.startsWith("entry:")) continue;
		const { at, data } = tried(() => JSON.parse(text)) ?? {};
		if (!data?.map || !(Math.abs(Date.now() - at) < 14 * 864e5)) remove(name); // of any account
		else if (name.startsWith(prefix)) copy = { name, data };
	}

	on("htmx:before:swap", ({ detail: { ctx } }) => {
		if (ctx.target?.id === "entry") ctx.before = [ctx.target, document.activeElement?.id];
	});
	on("htmx:after:swap", ({ detail: { ctx } }) => {
		const { target, response: { status } } = ctx;
		if (status >= 400) return; // nothing was put into the page
		if (target?.matches?.(".choices")) {
			const input = inputOf(target);
			if (status === 204) return close(input);
			if (document.activeElement === input && input.value.trim()) open(input);
			if (waiting === input) { waiting = null; taken(input); }
		} else if (ctx.before) carryOver(...ctx.before);
	});

	// What was typed while the other type's fields were on their way.
	const carryOver = (old, focused) => {
		for (const one of old.querySelectorAll("input, select, textarea")) {
			const isSame = (it) => it.name === one.name && it.value === one.value;
			const same = one.id ? byId(one.id) : [...form.elements].find(isSame);
			if (/radio|checkbox/.test(one.type)) { if (same) same.checked = one.checked; }
			else if (one.id && same?.tagName === one.tagName) same.value = one.value;
		}
		for (const one of old.querySelectorAll(".tokens")) {
			form.querySelector(`.tokens[data-name=${one.dataset.name}] ul`)?.replaceWith(one.querySelector("ul"));
		}
		if (focused) byId(focused)?.focus();
	};

	if (!kept) return;
	const keep = () => {
		if (busy || changes === sent) return;
		busy = true;
		sent = changes;
		kept.dispatchEvent(new Event("keep"));
	};
	const typed = () => { out = false; changes++; clearTimeout(later); later = setTimeout(keep, 2000); };
	form.oninput = form.onchange = typed;
	on("htmx:finally:request", ({ detail: { ctx } }) => {
		if (ctx.sourceElement !== kept) return;
		const status = ctx.response?.status;
		busy = false;
		if (status < 400 && ctx.status === "swapped") {
			for (const [name, value] of Object.entries(kept.firstElementChild.dataset)) {
				remove(key());
				form.elements[name].value = value;
			}
			keep();
		} else {
			sent = 0;
			kept.textContent = store() ? kept.dataset[status === 401 ? "out" : "away"] : "";
		}
	});
	on("submit", ({ target }) => {
		if (target.matches("[action='/sign-out']")) { keep(); out = true; }
		if (target !== form) return;
		store();
		sends(key());
		clearTimeout(later);
		sent = changes;
		busy = false; // nothing is stored when this page goes
	});
	addEventListener("pagehide", () => { if (busy || changes !== sent) store(); });
	addEventListener("storage", ({ key }) => { out ||= !key; }); // signed out in another tab
	on("reachable", keep);
	if (shown) typed(); // it may not have been kept where it was sent

	if (!offered || !copy) return;
	offered.hidden = false;
	offered.onformdata = ({ formData }) => {
		for (const one of copy.data) formData.append(...one);
		sends(copy.name);
	};
	byId("drop").onclick = () => { remove(copy.name); offered.hidden = true; };
})();
