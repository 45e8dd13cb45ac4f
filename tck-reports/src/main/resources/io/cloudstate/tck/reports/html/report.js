"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const form = byId("filter"), hits = byId("hits"), clear = byId("clear"), keyed = byId("keyed");
  const fields = { q: byId("q"), theme: byId("theme"), requirement: byId("requirement"), blame: byId("blame"), judged: byId("judged") };
  const chips = [...form.querySelectorAll("[data-verdict]")];

  // Text. All of it goes in as text nodes, and what cannot be seen is shown as an escape.
  const UNSEEN = /(?![\n\t ])[\p{C}\p{Z}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const visible = text => text.replace(UNSEEN, c => {
    const n = c.codePointAt(0).toString(16).toUpperCase();
    return n.length > 4 ? "\\u{" + n + "}" : "\\u" + n.padStart(4, "0");
  });
  const fill = (node, children) => {
    for (const child of children.flat()) {
      if (child !== null && child !== undefined && child !== false) {
        node.append(child instanceof Node ? child : visible(String(child)));
      }
    }
    return node;
  };
  const el = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) node.setAttribute(key, value);
    }
    return fill(node, children);
  };
  const shape = (name, attributes, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return fill(node, children);
  };
  const count = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many);
  const short = (text, most) => {
    const all = [...text];
    return all.length > most ? all.slice(0, most).join("") + "…" : text;
  };

  // JSON, read so that numbers keep all their digits; null for what is none or is too deep to show.
  const DEEPEST = 60;
  const readJson = text => {
    let at = 0;
    const space = () => { while (" \n\t\r".includes(text[at]) && at < text.length) at++; };
    const string = () => {
      const start = at++;
      while (text[at] !== '"') {
        if (at >= text.length) throw new SyntaxError("open string");
        at += text[at] === "\\" ? 2 : 1;
      }
      return JSON.parse(text.slice(start, ++at));
    };
    const list = (close, item) => {
      const items = [];
      at++;
      space();
      if (text[at] === close) { at++; return items; }
      for (;;) {
        items.push(item());
        space();
        if (text[at] === close) { at++; return items; }
        if (text[at++] !== ",") throw new SyntaxError("no comma");
        space();
      }
    };
    const value = depth => {
      if (depth > DEEPEST) throw new RangeError("too deep");
      space();
      if (text[at] === "{") {
        return { kind: "object", items: list("}", () => {
          if (text[at] !== '"') throw new SyntaxError("no key");
          const key = string();
          space();
          if (text[at++] !== ":") throw new SyntaxError("no colon");
          return [key, value(depth + 1)];
        }) };
      }
      if (text[at] === "[") return { kind: "array", items: list("]", () => value(depth + 1)) };
      if (text[at] === '"') return { kind: "string", value: string() };
      const literal = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/.exec(text.slice(at, at + 400));
      if (!literal) throw new SyntaxError("no value");
      at += literal[0].length;
      return { kind: "literal", value: literal[0] };
    };
    try {
      const node = value(0);
      space();
      return at === text.length && (node.kind === "object" || node.kind === "array") ? node : null;
    } catch (e) {
      return null;
    }
  };
  const scalar = node => node.kind === "string" ? JSON.stringify(node.value) : node.value;
  const laidOut = (node, depth = 0) => {
    if (node.kind === "string" || node.kind === "literal") return [scalar(node)];
    const [open, close] = node.kind === "object" ? "{}" : "[]";
    if (!node.items.length) return [open + close];
    const out = [open];
    node.items.forEach((item, i) => {
      out.push((i ? "," : "") + "\n" + "  ".repeat(depth + 1));
      if (node.kind === "object") {
        out.push(el("span", { class: "k" }, JSON.stringify(item[0])), ": ", ...laidOut(item[1], depth + 1));
      } else {
        out.push(...laidOut(item, depth + 1));
      }
    });
    out.push("\n" + "  ".repeat(depth) + close);
    return out;
  };
  // In the words of the scenario files: Persisted { value: "A" }.
  const gist = node => {
    if (node.kind === "array") return node.items.length ? "[" + node.items.map(gist).join(", ") + "]" : "[]";
    if (node.kind !== "object") return scalar(node);
    const type = node.items.find(item => item[0] === "@type" && item[1].kind === "string");
    const rest = node.items.filter(item => item !== type).map(item => item[0] + ": " + gist(item[1]));
    const name = type ? type[1].value.replace(/^.*[./]/, "") + " " : "";
    return name + (rest.length ? "{ " + rest.join(", ") + " }" : "{}");
  };

  // Expected beside actual: the leaves of both trees, in the order of the first.
  const leaves = (left, right, path, out) => {
    const inner = node => node && (node.kind === "object" || node.kind === "array") && node.items.length;
    const sameKind = !left || !right || left.kind === right.kind;
    if ((inner(left) || inner(right)) && sameKind) {
      if ((left || right).kind === "array") {
        const size = Math.max(left ? left.items.length : 0, right ? right.items.length : 0);
        for (let i = 0; i < size; i++) leaves(left && left.items[i], right && right.items[i], path + "[" + i + "]", out);
      } else {
        const a = new Map(left ? left.items : []), b = new Map(right ? right.items : []);
        for (const key of new Set([...a.keys(), ...b.keys()])) {
          leaves(a.get(key), b.get(key), path ? path + "." + key : key, out);
        }
      }
    } else {
      const shown = node => node ? laidOut(node).map(part => part.textContent ?? part).join("") : null;
      out.push({ path, expected: shown(left), actual: shown(right) });
    }
    return out;
  };
  const within = (path, of) => path === of || path.startsWith(of + ".") || path.startsWith(of + "[");

  const difference = mismatch => {
    const expected = mismatch.expectedJson ? readJson(mismatch.expectedJson) : null;
    const actual = mismatch.actualJson ? readJson(mismatch.actualJson) : null;
    const found = mismatch.differences;
    const parts = [];
    let rows = (expected || actual ? leaves(expected, actual, "", []) : []).filter(row => row.path);
    for (const row of rows) {
      row.differs = found.some(d => within(row.path, d.path));
      // Where the judge took a field that is not there for its default, it says so.
      Object.assign(row, found.find(d => d.path === row.path));
    }
    const lone = found.filter(d => !rows.some(row => row.differs && within(row.path, d.path)))
      .map(d => ({ ...d, differs: true }));
    rows = lone.concat(rows);
    if (rows.length) {
      const many = rows.length > 12 && rows.some(row => !row.differs);
      const table = el("table", { class: "diff" + (many ? " brief" : "") },
        el("thead", {}, el("tr", {}, ["Field", "Expected", "Actual"].map(t => el("th", { scope: "col" }, t)))),
        el("tbody", {}, rows.map(row => {
          // Where one of the two is no frame at all, nothing was compared field by field.
          const judgedEqual = expected && actual && !row.differs && row.expected !== row.actual;
          const cell = (value, kind) => el("td", { "data-l": kind },
            value === null ? el("span", { class: "quiet" }, "nothing")
              : el("code", { class: row.differs ? (kind === "Expected" ? "exp" : "act") : null }, value));
          return el("tr", { class: row.differs ? "differs" : "same" },
            el("th", { scope: "row" }, el("code", {}, row.path),
              row.differs ? el("span", { class: "tag bad" }, "differs")
                : judgedEqual ? el("span", { class: "tag" }, "counts as equal") : null),
            cell(row.expected, "Expected"), cell(row.actual, "Actual"));
        })));
      parts.push(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Expected beside actual" }, table));
      if (many) {
        const same = rows.filter(row => !row.differs).length;
        const more = el("button", { type: "button", class: "plain" }, "Show " + count(same, "field that agrees", "fields that agree"));
        more.addEventListener("click", () => { table.classList.remove("brief"); more.remove(); });
        parts.push(more);
      }
    }
    const raw = [["Expected", mismatch.expectedJson, expected], ["Actual", mismatch.actualJson, actual]]
      .filter(side => side[1] && !side[2]);
    if (raw.length) {
      parts.push(el("div", { class: "ea" }, raw.map(side =>
        el("div", {}, el("h4", {}, side[0]), el("pre", { tabindex: "0" }, side[1])))));
    }
    return parts;
  };

  // The diagram.
  const NAMES = {
    direct: { kit: "kit as proxy", candidate: "candidate" },
    proxied: { client: "client", proxy: "proxy", kit: "interceptor", candidate: "candidate" },
    scripted: { client: "client", proxy: "proxy", kit: "kit as service" },
  };
  const MOST_LANES = 7;
  const lanesOf = evidence => {
    const names = new Map(Object.entries(NAMES[evidence.topology] || {}));
    for (const frame of evidence.frames) {
      for (const side of [frame.from, frame.to]) {
        if (!names.has(side) && names.size < MOST_LANES) names.set(side, side);
      }
    }
    const keys = [...names.keys()];
    const room = Math.min(330, innerWidth - 200);
    const gap = Math.max(44, Math.min(150, room / Math.max(1, keys.length - 1)));
    const width = 84 + gap * (keys.length - 1);
    return { names, keys, width, x: side => 42 + gap * Math.max(0, keys.indexOf(side)) };
  };
  const lines = (lanes, height) => {
    const svg = shape("svg", { width: lanes.width, height, "aria-hidden": "true", focusable: "false" });
    for (const key of lanes.keys) {
      svg.append(shape("line", { class: "lane", x1: lanes.x(key), x2: lanes.x(key), y1: -150, y2: height + 40 }));
    }
    return svg;
  };
  const arrow = (lanes, frame, word, pause) => {
    const height = 36 + pause, y = height - 11;
    const svg = lines(lanes, height);
    const from = lanes.x(frame.from), to = lanes.x(frame.to);
    if (pause > 4) {
      svg.append(shape("line", { class: "pause", x1: lanes.x(lanes.keys[0]), x2: lanes.x(lanes.keys[0]), y1: 2, y2: pause }));
    }
    if (from === to) {
      svg.append(shape("rect", { class: "note", x: lanes.x(lanes.keys[0]) - 8, y: y - 3, width: lanes.width - 68, height: 6, rx: 3 }));
      return svg;
    }
    const way = Math.sign(to - from);
    const group = shape("g", { class: "arrow a-" + (frame.json || frame.kind === "message" ? "message" : "signal") },
      shape("line", { x1: from, x2: to - way * 6, y1: y, y2: y }),
      shape("path", { d: `M${to - way * 1} ${y}l${-way * 8} -4.5v9z` }));
    for (const key of lanes.keys) {
      const x = lanes.x(key);
      if (x > Math.min(from, to) && x < Math.max(from, to)) group.append(shape("circle", { class: "via", cx: x, cy: y, r: 3.5 }));
    }
    // Beside the interceptor's lane, not on it.
    const mid = Math.abs(to - from) > lanes.width / 2 && lanes.keys.length > 3 ? (from * 3 + to) / 4 : (from + to) / 2;
    group.append(shape("text", { x: mid, y: y - 6, "text-anchor": "middle" }, short(word, 15)));
    svg.append(group);
    return svg;
  };
  const ms = micros => (micros / 1000).toFixed(3);
  const span = micros => micros < 1e3 ? micros + " µs" : micros < 1e6 ? (micros / 1e3).toFixed(1) + " ms" : (micros / 1e6).toFixed(2) + " s";

  const hexDump = hex => {
    const out = [];
    for (let i = 0; i < hex.length; i += 32) {
      const bytes = hex.slice(i, i + 32).match(/../g) || [];
      const chars = bytes.map(b => { const n = parseInt(b, 16); return n > 32 && n < 127 ? String.fromCharCode(n) : "·"; });
      out.push((i / 2).toString(16).padStart(4, "0") + "  " + bytes.join(" ").padEnd(48) + " " + chars.join(""));
    }
    return out.join("\n");
  };
  const traceLink = trace => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(trace)
    ? el("a", { href: trace }, el("code", {}, trace)) : el("code", {}, trace);
  const whole = (evidence, what) => el("p", { class: "quiet" }, what,
    evidence.trace ? [" The whole is in ", traceLink(evidence.trace), "."] : " The whole is in results.jsonl.");
  const isCut = text => / … \(cut: [\d,]+ of [\d,]+ characters shown\)$/.test(text);

  const pane = (row, evidence, frame, tree) => {
    const facts = [["When", ms(frame.micros) + " ms after the scenario's start"], ["Way", frame.from + " → " + frame.to], ["Stream", frame.stream]];
    if (frame.size) facts.push(["Size", count(frame.size, "byte", "bytes")]);
    if (frame.status !== undefined) facts.push(["Status", frame.status]);
    const parts = [el("dl", { class: "facts" }, facts.filter(f => f[1]).map(f => el("div", {}, el("dt", {}, f[0]), el("dd", {}, f[1]))))];
    if (frame.headers) {
      parts.push(el("h4", {}, "Headers and trailers"), el("dl", { class: "facts mono" }, frame.headers.map(h =>
        el("div", {}, el("dt", {}, h.name), el("dd", {}, h.value)))));
    }
    if (frame.summary && (!tree || frame.kind !== "message")) parts.push(el("h4", {}, "Seen"), el("pre", { tabindex: "0" }, frame.summary));
    if (frame.json !== undefined) {
      parts.push(el("h4", {}, "Decoded"), el("pre", { class: "json", tabindex: "0" }, tree ? laidOut(tree) : frame.json));
      if (isCut(frame.json)) parts.push(whole(evidence, "The message is cut here."));
    }
    if (frame.hex) {
      parts.push(el("h4", {}, "Bytes"), el("pre", { class: "hex", tabindex: "0" }, hexDump(frame.hex)));
      if (frame.hex.length / 2 < frame.size) {
        parts.push(whole(evidence, "These are the first " + (frame.hex.length / 2) + " of " + count(frame.size, "byte", "bytes") + "."));
      }
    }
    parts.push(el("p", { class: "foot" }, el("a", { href: "#" + fragment({ open: row.id, frame: frame.seq }) }, "Link to this frame")));
    return parts;
  };

  const diagram = (row, evidence) => {
    const lanes = lanesOf(evidence);
    const mismatch = evidence.mismatch || {};
    const head = el("div", { class: "lanes", "aria-hidden": "true" });
    const names = shape("svg", { width: lanes.width, height: 22 });
    for (const [key, name] of lanes.names) {
      names.append(shape("text", { x: lanes.x(key), y: 15, "text-anchor": "middle", class: key === mismatch.blame ? "blamed" : "" }, short(name, 14)));
    }
    head.append(names);
    const list = el("ol", { class: "frames" });
    let last = 0, stream = null;
    const total = evidence.frames.reduce((most, f) => Math.max(most, f.micros), 1);
    for (const frame of evidence.frames) {
      const gap = Math.max(0, frame.micros - last);
      last = frame.micros;
      // Time is to scale, but no more than what still reads as a list.
      const pause = Math.round(Math.min(48, 160 * gap / total));
      const tree = frame.json ? readJson(frame.json) : null;
      // On a stream of the protocol a message is one of several kinds; on a client's call it is the method's.
      const top = / #\d+$/.test(frame.stream) && tree && tree.kind === "object" && tree.items.length === 1 ? tree.items[0] : null;
      const word = top ? top[0] : frame.kind;
      // What the word says already is not said again: "half-close half-close", "open opens …".
      const summary = frame.summary === word ? "" : (frame.summary || "").replace(/^(opens|end with status) /, "");
      const said = summary && frame.kind !== "message" ? summary + " " : "";
      const text = top ? gist(top[1]) : tree ? said + gist(tree) : summary || (frame.json || "").slice(0, 160);
      const diverges = frame.seq === mismatch.frame;
      const button = el("button", { type: "button", "aria-expanded": "false" },
        el("span", { class: "no" }, frame.seq),
        el("span", { class: "ms" }, ms(frame.micros), " ms", gap > 5000 ? el("small", {}, "+" + span(gap)) : null),
        el("span", { class: "vh" }, ", " + frame.from + " to " + frame.to + ": "),
        arrow(lanes, frame, word, pause),
        el("span", { class: "what" },
          diverges ? el("strong", { class: "tag bad" }, "diverges here") : null,
          el("b", {}, word), " ", el("code", {}, short(text, 150)),
          frame.stream && frame.stream !== stream ? el("span", { class: "stream" }, frame.stream) : null));
      stream = frame.stream || stream;
      const item = el("li", { class: "frame" + (diverges ? " diverges" : ""), "data-seq": frame.seq }, button);
      let body = null;
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        if (open && !body) {
          body = el("div", { class: "pane", role: "group", "aria-label": "Frame " + frame.seq }, pane(row, evidence, frame, tree));
          item.append(body);
        }
        if (body) body.hidden = !open;
        button.setAttribute("aria-expanded", String(open));
        if (open) remember({ open: row.id, frame: String(frame.seq) });
      });
      list.append(item);
    }
    if (evidence.mismatch && mismatch.frame === undefined) {
      const svg = lines(lanes, 36);
      if (lanes.keys.includes(mismatch.blame)) {
        const x = lanes.x(mismatch.blame);
        svg.append(shape("path", { class: "absent", d: `M${x - 6} 12l12 12m0 -12l-12 12` }));
      }
      list.append(el("li", { class: "frame diverges absent" }, el("div", { class: "line" },
        el("span", { class: "no" }), el("span", { class: "ms" }), svg,
        el("span", { class: "what" }, el("strong", { class: "tag bad" }, "nothing came"), " that step " + (mismatch.step || "the last") + " waits for; ",
          mismatch.blame + " owed it"))));
    }
    const parts = [el("div", { class: "diagram" }, head, list)];
    if (evidence.framesLeft) {
      parts.push(whole(evidence, count(evidence.framesLeft, "more frame is", "more frames are") + " left out here."));
    }
    return parts;
  };

  const STATES = { DONE: ["good", "done"], DIVERGED: ["bad", "diverged"], NOT_REACHED: ["quiet", "not reached"] };
  const steps = list => el("ol", { class: "steps" }, list.map(step => {
    const [tone, word] = STATES[step.state] || ["quiet", step.state];
    return el("li", { class: tone }, el("span", { class: "no" }, step.number), el("div", {},
      el("code", {}, step.written), tone === "good" ? el("span", { class: "vh" }, " done") : [" ", el("span", { class: "tag " + tone }, word)],
      step.expanded.length ? el("details", { class: "more" },
        el("summary", {}, "expands to " + count(step.expanded.length, "line", "lines")),
        el("pre", { tabindex: "0" }, step.expanded.join("\n"))) : null));
  }));

  const requirements = new Map([...document.querySelectorAll(".reqs tr[data-id]")].map(tr => [tr.dataset.id, tr]));
  const SHOWN = { HELD: ["good", "held"], VIOLATED: ["bad", "violated"], NOT_SHOWN: ["quiet", "not shown"] };
  const verified = list => el("ul", { class: "verified" }, list.map(result => {
    const known = requirements.get(result.id);
    const [tone, word] = SHOWN[result.shown] || ["quiet", result.shown];
    return el("li", {},
      known ? el("a", { class: "rid", href: "#" + known.id }, result.id) : el("span", { class: "rid" }, result.id), " ",
      el("span", { class: "tag " + tone }, word), " ", known ? [...known.querySelector(".tx").childNodes].map(node => node.cloneNode(true)) : null);
  }));

  const withCopy = pre => {
    const button = el("button", { type: "button", class: "copy" }, "Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
        button.textContent = "Copied";
      } catch (e) {
        getSelection().selectAllChildren(pre);
        button.textContent = document.execCommand("copy") ? "Copied" : "Selected";
      }
    });
    pre.after(button);
  };

  const show = (row, evidence, into) => {
    const add = (title, parts) => into.append(el("h3", {}, title), ...[parts].flat());
    if (evidence.mismatch) {
      const parts = difference(evidence.mismatch);
      if (parts.length) {
        add("Expected beside actual", parts);
        const inShort = row.details.querySelector(".also");
        if (inShort) inShort.remove();
      }
    }
    if (evidence.frames.length) add("On the wire", diagram(row, evidence));
    if (evidence.steps.length) add("Steps", steps(evidence.steps));
    if (evidence.branches.length) into.append(el("p", { class: "quiet" }, "Way taken: " + evidence.branches.join("; ")));
    if (evidence.verified.length) add("Verifies", verified(evidence.verified));
    if (evidence.log) add("What the candidate and the proxy logged meanwhile", el("pre", { class: "log", tabindex: "0" }, evidence.log));
    let again = row.details.querySelector(".rerun pre");
    if (!again) {
      again = el("pre", { tabindex: "0" }, evidence.rerun);
      into.append(el("div", { class: "rerun" }, el("h3", {}, "Run it again"), again));
    } else {
      into.append(again.parentNode);
    }
    withCopy(again);
    into.append(el("p", { class: "foot" }, evidence.topology + ", started after " + span(evidence.started) + ", scenario ",
      el("code", {}, evidence.hash), evidence.trace ? [", trace ", traceLink(evidence.trace)] : null, ", ",
      el("a", { href: "#" + fragment({ open: row.id }) }, "link to this scenario")));
  };

  // The evidence: blocks of lines, compressed; a block is opened when one of its scenarios is.
  const MOST_BLOCKS = 6;
  const blocks = new Map();
  const inflate = async number => {
    const holder = byId("e" + number);
    if (!holder) throw new Error("The page has no block " + number + "; it was cut off in writing or copying.");
    if (typeof DecompressionStream === "undefined") throw new Error("This browser has no DecompressionStream.");
    const bytes = Uint8Array.from(atob(holder.textContent), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return (await new Response(stream).text()).split("\n");
  };
  const evidenceOf = async place => {
    const [number, line] = place.split(".");
    if (!blocks.has(number)) {
      if (blocks.size >= MOST_BLOCKS) blocks.delete(blocks.keys().next().value);
      blocks.set(number, inflate(number));
    }
    return JSON.parse((await blocks.get(number))[line]);
  };
  const render = row => {
    row.rendered ??= (async () => {
      const into = el("div", { class: "evidence" });
      row.details.append(into);
      try {
        show(row, await evidenceOf(row.li.dataset.e), into);
      } catch (e) {
        into.append(el("p", { class: "caveat", role: "alert" },
          "The evidence cannot be shown: " + e.message + " It is also in results.jsonl and traces/."));
      }
    })();
    return row.rendered;
  };

  // The list, and its state, which is the fragment of the address.
  const rows = [...document.querySelectorAll(".row")].map(li => ({
    li,
    details: li.firstElementChild,
    summary: li.firstElementChild.firstElementChild,
    verdict: li.classList[1],
    theme: li.dataset.t,
    blame: li.dataset.b || "",
    violated: li.dataset.v || "",
    judged: li.dataset.p ? "proxy" : "candidate",
    ids: li.dataset.r.split(" "),
    id: li.querySelector(".id").textContent,
    text: null,
    rendered: null,
  }));
  const ORDER = ["verdict", "theme", "requirement", "judged", "violated", "blame", "q", "open", "frame", "keys"];
  let state = {};
  const fragment = values => ORDER.filter(key => values[key]).map(key =>
    key + "=" + encodeURIComponent(values[key]).replace(/%2F/g, "/").replace(/%2C/g, ",")).join("&");
  const remember = values => {
    state = { ...state, frame: "", ...values };
    const hash = fragment(state);
    try {
      history.replaceState(null, "", hash ? "#" + hash : location.href.split("#")[0]);
    } catch (e) {
      // A browser may refuse where there were very many; the page works without.
    }
  };
  const verdicts = () => new Set((state.verdict || "").split(",").filter(Boolean));
  const apply = except => {
    const wanted = verdicts();
    const words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    const ids = (state.requirement || "").toUpperCase().split(",").map(id => id.trim()).filter(Boolean);
    const meant = has => ids.some(id => id.endsWith("*") ? has.startsWith(id.slice(0, -1)) : has === id);
    let shown = 0;
    for (const row of rows) {
      if (words.length && row.text === null) {
        row.text = (row.li.textContent + " " + row.theme + " " + row.li.dataset.r).toLowerCase();
      }
      const fits = (!wanted.size || wanted.has(row.verdict))
        && (!state.theme || row.theme === state.theme)
        && (!ids.length || row.ids.some(has => meant(has.toUpperCase())))
        && (!state.judged || row.judged === state.judged)
        && (!state.violated || row.violated === state.violated)
        && (!state.blame || row.blame === state.blame)
        && words.every(word => row.text.includes(word));
      const hide = !fits && row !== except;
      if (row.li.hidden !== hide) row.li.hidden = hide;
      if (!hide) shown++;
    }
    const filtered = wanted.size || state.theme || ids.length || state.judged || state.violated || state.blame || words.length;
    clear.hidden = !filtered;
    hits.textContent = filtered ? shown.toLocaleString("en") + " of " + count(rows.length, "scenario", "scenarios") : "";
    for (const chip of chips) chip.setAttribute("aria-pressed", String(wanted.has(chip.dataset.verdict)));
    for (const [key, field] of Object.entries(fields)) {
      if (field.value !== (state[key] || "")) field.value = state[key] || "";
    }
    keyed.setAttribute("aria-pressed", String(state.keys !== "off"));
    keyed.textContent = state.keys === "off" ? "Keys off" : "Keys on";
  };

  const goTo = async (row, seq) => {
    row.details.open = true;
    await render(row);
    let target = row.summary;
    if (seq) {
      const frame = [...row.details.querySelectorAll(".frame")].find(item => item.dataset.seq === seq);
      if (frame) {
        target = frame.firstElementChild;
        if (target.getAttribute("aria-expanded") === "false") target.click();
      } else {
        hits.textContent = "Scenario " + visible(row.id) + " has no frame " + visible(seq) + " in this report.";
      }
    }
    target.focus({ preventScroll: true });
    (seq ? target : row.li).scrollIntoView({ block: seq ? "center" : "start" });
  };
  const read = () => {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const given = new URLSearchParams(hash);
      state = Object.fromEntries(ORDER.map(key => [key, given.get(key) || ""]));
      const row = state.open ? rows.find(r => r.id === state.open) : null;
      apply(row);
      if (row) {
        goTo(row, state.frame);
      } else if (state.open) {
        hits.textContent = "This report has no scenario " + visible(state.open) + ".";
        form.scrollIntoView();
      } else if (ORDER.slice(0, 7).some(key => state[key])) {
        byId("scenarios").scrollIntoView();
      }
      return;
    }
    state = { keys: state.keys };
    apply();
    let target = null;
    try {
      target = hash && byId(decodeURIComponent(hash));
    } catch (e) {
      // A fragment that is no text names nothing.
    }
    if (!target) return;
    const row = rows.find(r => r.li === target);
    if (row) {
      goTo(row);
      return;
    }
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    target.scrollIntoView();
  };

  for (const row of rows) {
    row.details.addEventListener("toggle", () => {
      if (row.details.open) render(row);
    });
    row.summary.addEventListener("click", () => {
      const opens = !row.details.open;
      if (opens) remember({ open: row.id });
      else if (state.open === row.id) remember({ open: "" });
    });
    if (row.details.open) render(row);
  }
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      const wanted = verdicts(), key = chip.dataset.verdict;
      if (!wanted.delete(key)) wanted.add(key);
      remember({ verdict: [...wanted].join(","), open: "" });
      apply();
    });
  }
  let waiting = 0;
  for (const [key, field] of Object.entries(fields)) {
    field.addEventListener("input", () => {
      // At once, so that what is opened before the list follows stays open.
      if (state.open) remember({ open: "" });
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const values = Object.entries(fields).map(([name, each]) => [name, each.value]);
        remember({ frame: state.frame, ...Object.fromEntries(values) });
        apply();
      }, key === "q" ? 120 : 0);
    });
  }
  clear.addEventListener("click", () => {
    remember({ verdict: "", theme: "", requirement: "", judged: "", blame: "", q: "", open: "" });
    apply();
    fields.q.focus();
  });
  form.addEventListener("submit", e => e.preventDefault());
  keyed.addEventListener("click", () => {
    remember({ keys: state.keys === "off" ? "" : "off", frame: state.frame });
    apply();
  });

  // The bars stand in the order of the rows.
  const lanes = byId("lanes");
  if (lanes) {
    const rowOf = target => target instanceof SVGRectElement ? rows[[...lanes.children].indexOf(target)] : null;
    lanes.addEventListener("pointermove", e => {
      const row = rowOf(e.target);
      byId("pointed").textContent = row ? visible(row.id) + ", " + row.summary.querySelector(".du").textContent : "";
    });
    lanes.addEventListener("click", e => {
      const row = rowOf(e.target);
      if (row) location.hash = "#" + row.li.id;
    });
  }

  const step = way => {
    const here = document.activeElement;
    const list = here && here.closest(".frames");
    const stops = list ? [...list.querySelectorAll(".frame > button")] : rows.filter(row => !row.li.hidden).map(row => row.summary);
    const inside = here && here.closest(".row");
    const at = stops.indexOf(list ? here.closest(".frame").firstElementChild : inside ? inside.firstElementChild.firstElementChild : null);
    const next = stops[at < 0 ? 0 : Math.max(0, Math.min(stops.length - 1, at + way))];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }
  };
  addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = e.target instanceof Element && e.target.closest("input, select, textarea");
    if (e.key === "Escape") {
      if (typing) {
        e.target.blur();
        return;
      }
      const frame = e.target instanceof Element && e.target.closest(".frame");
      const row = rows.find(r => r.li.contains(e.target));
      if (frame && frame.firstElementChild.getAttribute("aria-expanded") === "true") {
        frame.firstElementChild.click();
        frame.firstElementChild.focus();
        remember({});
      } else if (row && row.details.open) {
        row.details.open = false;
        row.summary.focus();
        if (state.open === row.id) remember({ open: "" });
      }
      return;
    }
    if (typing || state.keys === "off") return;
    if (e.key === "/") fields.q.focus();
    else if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else return;
    e.preventDefault();
  });

  addEventListener("hashchange", read);
  form.hidden = rows.length === 0;
  read();
})();
