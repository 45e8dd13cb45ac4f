// Uses a report in Chromium as a reader would, and says what is not as it should be. See ci/browser/run.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const [kind, file] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const chromiumPath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();

// What the run wrote for programs, to compare the page with; a site has matrix.json instead.
const beside = name => readFileSync(join(dirname(file), name), "utf8");
const isSite = kind === "site";
const lines = isSite ? [] : beside("results.jsonl").trimEnd().split("\n").map(line => JSON.parse(line));
const root = pathToFileURL(dirname(file)).href + "/";
const header = lines[0];
const scenarios = lines.filter(line => line.type === "scenario");
const failed = scenarios.filter(scenario => scenario.outcome === "FAILED");

const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
// While working on one check: ONLY='a pattern of its name' ci/browser/run …
const only = new RegExp(process.env.ONLY ?? "");
let problems = 0;
let checks = 0;

async function check(name, use, { hash = "", ...options } = {}) {
  if (!only.test(name)) return;
  checks++;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const seen = [];
  page.on("console", message => seen.push("console: " + message.text()));
  page.on("pageerror", error => seen.push("error: " + error.message));
  page.on("dialog", dialog => { seen.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("request", request => {
    const url = request.url().split("#")[0];
    const own = url === address || (isSite && url.startsWith(root) && url.endsWith(".html"));
    if (!own && url !== "about:blank" && !url.startsWith("data:")) seen.push("request: " + url);
  });
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(address + (hash ? "#" + hash : ""));
    await use(page);
    assert.deepEqual(seen, [], "console, errors, dialogs, requests");
    console.log("ok    " + name);
  } catch (error) {
    problems++;
    console.log("FAIL  " + name + "\n      " + String(error.message).split("\n").slice(0, 24).join("\n      "));
  } finally {
    await context.close();
  }
}

const shown = page => page.$$eval(".row", rows => rows.filter(row => row.checkVisibility()).map(row => row.querySelector(".id").textContent));
const hash = page => page.evaluate(() => decodeURIComponent(location.hash));
const ids = list => list.map(scenario => scenario.id).sort();
const sorted = async page => (await shown(page)).sort();
const rowOf = (page, id) => page.locator(".row").filter({ has: page.locator(`.id:text-is("${id}")`) });
const open = async (page, id) => {
  const row = rowOf(page, id);
  await row.locator("summary").first().click();
  await row.locator(".evidence .foot").last().waitFor();
  return row;
};

async function accessible(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  const grave = result.violations.filter(v => v.impact === "serious" || v.impact === "critical")
    .map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " | " + n.failureSummary).join("\n"));
  assert.deepEqual(grave, [], "serious findings of axe");
}

const noSideways = async page => assert.ok(
  await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");

// What stands on paper; without white space, since lines break anywhere.
const dense = text => text.replace(/\s+/gu, "");
async function printed(page) {
  const folder = mkdtempSync(join(tmpdir(), "tck-print-"));
  try {
    const pdf = join(folder, "page.pdf");
    writeFileSync(pdf, await page.pdf({ format: "A4" }));
    return dense(execFileSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// What holds of every report.
async function anyReport() {
  await check("says its verdict and holds every scenario", async page => {
    assert.equal(await page.locator("h1").count(), 1);
    assert.equal(await page.locator(".row").count(), scenarios.length);
    assert.notEqual((await page.locator(".number b").textContent()).trim(), "");
    for (const id of ["tested", "themes", "requirements", "scenarios"]) assert.equal(await page.locator("#" + id).count(), 1);
  });
  await check("fits a phone", noSideways, { viewport: { width: 360, height: 740 } });
  await check("without script, verdicts stand and the page says what is missing", async page => {
    assert.equal(await page.locator(".row").count(), scenarios.length);
    assert.ok(await page.locator("noscript").isVisible());
    assert.ok(await page.locator("#filter").isHidden());
  }, { javaScriptEnabled: false });
}

// Of a long list a part is enough: the rows are alike, and axe takes its time for each.
async function axe(hash = "") {
  for (const colorScheme of ["light", "dark"]) {
    await check("axe finds nothing serious, " + colorScheme, accessible, { hash, colorScheme });
  }
}

async function any() {
  await axe(scenarios.length ? "theme=" + scenarios[0].theme : "");
}

async function passing() {
  assert.equal(failed.length, 0, "this report should be of a run without failures");
  await check("the number is that of the passed scenarios", async page => {
    assert.equal(await page.locator(".number b").textContent(), String(scenarios.filter(s => s.outcome === "PASSED").length));
    assert.equal(await page.locator(".number span").textContent(), "of " + header.planned + " passed");
  });
  await axe("theme=discovery");
  await check("has a bar for each scenario, which leads to it", async page => {
    const bars = page.locator("#lanes rect");
    assert.equal(await bars.count(), scenarios.length);
    const slowest = [...scenarios].sort((a, b) => b.durationMicros - a.durationMicros)[0];
    assert.equal(await page.locator("#time tbody tr a").first().textContent(), slowest.title);
    const place = await page.locator(".row .id").evaluateAll((ids, id) => ids.findIndex(each => each.textContent === id), slowest.id);
    const widths = await bars.evaluateAll(all => all.map(bar => Number(bar.getAttribute("width"))));
    assert.equal(widths[place], Math.max(...widths));
    await bars.nth(place).hover();
    assert.match(await page.locator("#pointed").textContent(), new RegExp("^" + slowest.id));
    await bars.nth(place).click();
    await page.locator(".row:has(.id:text-is(\"" + slowest.id + "\")) details[open] .evidence").waitFor();
  }, { hash: "time" });
  await check("is under 1.5 MiB", async () => {
    assert.ok(statSync(file).size < 1.5 * 1024 * 1024, statSync(file).size + " bytes");
  });
  for (const topology of ["direct", "proxied", "scripted"]) {
    await check("opens a " + topology + " scenario with its diagram", async page => {
      await diagram(page, scenarios.find(s => s.topology === topology && s.frames.length > 3));
    });
  }
  await check("a diagram of four lanes fits a phone", async page => {
    const row = await open(page, scenarios.find(s => s.topology === "proxied" && s.frames.length > 3).id);
    assert.ok(await row.locator(".diagram").evaluate(d => d.scrollWidth <= d.clientWidth), "the diagram scrolls sideways");
  }, { viewport: { width: 360, height: 740 } });
  await check("shows what a client sent and got decoded, and the method called", async page => {
    const scenario = scenarios.find(s => s.topology === "proxied" && s.frames.length < 200 && s.frames.some(f => f.kind === "call" && f.json) && s.frames.some(f => f.kind === "return" && f.json));
    for (const kind of ["call", "return"]) {
      const frame = scenario.frames.find(f => f.kind === kind && f.json);
      await page.goto(address + "#open=" + scenario.id + "&frame=" + frame.seq);
      await page.reload();
      await page.locator(".pane .json").waitFor();
      assert.deepEqual(JSON.parse(await page.locator(".pane .json").textContent()), JSON.parse(frame.json));
      assert.ok((await page.locator(".pane").textContent()).includes(frame.summary));
      assert.equal(await page.locator(".frame:has(.pane) .what b").textContent(), kind);
    }
  });
  await check("shows the headers of a call's end", async page => {
    const scenario = scenarios.find(s => s.frames.length < 200 && s.frames.some(f => (f.headers || []).length));
    const frame = scenario.frames.find(f => (f.headers || []).length);
    await page.goto(address + "#open=" + scenario.id + "&frame=" + frame.seq);
    await page.reload();
    const pane = page.locator(".pane .mono");
    await pane.waitFor();
    assert.deepEqual(await pane.locator("dt").allTextContents(), frame.headers.map(h => h.name));
    assert.deepEqual(await pane.locator("dd").allTextContents(), frame.headers.map(h => h.value));
  });
}

// Every frame in its order and time, its arrow from the sender's lane to the receiver's.
async function diagram(page, scenario) {
  const row = await open(page, scenario.id);
  const names = await row.locator(".lanes text").allTextContents();
  assert.deepEqual(names, {
    direct: ["kit as proxy", "candidate"],
    proxied: ["client", "proxy", "interceptor", "candidate"],
    scripted: ["client", "proxy", "kit as service"],
  }[scenario.topology]);
  const lanes = await row.locator(".lanes text").evaluateAll(all => all.map(text => Number(text.getAttribute("x"))));
  const at = side => lanes[{ direct: ["kit", "candidate"], proxied: ["client", "proxy", "kit", "candidate"], scripted: ["client", "proxy", "kit"] }[scenario.topology].indexOf(side)];
  const drawn = await row.locator(".frame[data-seq]").evaluateAll(all => all.map(frame => {
    const line = frame.querySelector(".arrow line");
    return {
      seq: Number(frame.dataset.seq),
      ms: frame.querySelector(".ms").firstChild.textContent,
      from: line && Number(line.getAttribute("x1")),
      right: line && Number(line.getAttribute("x2")) > Number(line.getAttribute("x1")),
      diverges: frame.classList.contains("diverges"),
    };
  }));
  assert.deepEqual(drawn, scenario.frames.map(frame => ({
    seq: frame.seq,
    ms: (frame.micros / 1000).toFixed(3),
    from: frame.from === frame.to ? null : at(frame.from),
    right: frame.from === frame.to ? null : at(frame.to) > at(frame.from),
    diverges: Boolean(scenario.mismatch) && scenario.mismatch.frame === frame.seq,
  })));
}

async function failing() {
  assert.ok(failed.length > 0, "this report should be of a run with failures");
  const passed = scenarios.filter(s => s.outcome === "PASSED");
  const one = failed.find(s => s.mismatch.frame && s.mismatch.actualJson) || failed[0];
  const frame = one.frames.find(f => f.seq === one.mismatch.frame && f.json) || one.frames.find(f => f.json);

  await check("counts the failed, and shows the first of them open", async page => {
    assert.equal(await page.locator(".number b").textContent(), String(failed.length));
    const first = page.locator(".row").first();
    await first.locator(".diagram").waitFor();
    assert.ok(ids(failed).includes(await first.locator(".id").textContent()));
  });
  await check("filters by verdict", async page => {
    await page.click("[data-verdict=failed]");
    assert.deepEqual(await sorted(page), ids(failed));
    assert.equal(await hash(page), "#verdict=failed");
    assert.equal(await page.locator("#hits").textContent(), failed.length + " of " + scenarios.length + " scenarios");
    await page.click("[data-verdict=passed]");
    assert.deepEqual(await sorted(page), ids(failed.concat(passed)));
    await page.click("[data-verdict=failed]");
    assert.deepEqual(await sorted(page), ids(passed));
    await page.click("#clear");
    assert.equal((await shown(page)).length, scenarios.length);
    assert.equal(await hash(page), "");
  });
  await check("filters by theme, requirement and blame, and keeps them in the address", async page => {
    await page.selectOption("#theme", one.theme);
    await page.waitForFunction(theme => location.hash.includes("theme=" + theme), one.theme);
    assert.deepEqual(await sorted(page), ids(scenarios.filter(s => s.theme === one.theme)));
    const rule = one.mismatch.requirement;
    await page.fill("#requirement", rule.toLowerCase());
    await page.waitForFunction(() => location.hash.includes("requirement="));
    const both = scenarios.filter(s => s.theme === one.theme && s.requirements.some(r => r.id === rule));
    assert.deepEqual(await sorted(page), ids(both));
    await page.selectOption("#blame", one.mismatch.blame);
    await page.waitForFunction(() => location.hash.includes("blame="));
    const blamed = both.filter(s => s.mismatch && s.mismatch.blame === one.mismatch.blame);
    assert.deepEqual(await sorted(page), ids(blamed));
    await page.reload();
    assert.deepEqual(await sorted(page), ids(blamed));
    assert.equal(await page.inputValue("#theme"), one.theme);
  });
  await check("filters by text", async page => {
    await page.fill("#q", one.id.toUpperCase());
    await page.waitForFunction(() => location.hash.startsWith("#q="));
    assert.deepEqual(await sorted(page), ids(scenarios.filter(s => s.id.includes(one.id))));
    await page.fill("#q", "no scenario says this");
    await page.waitForFunction(() => document.getElementById("hits").textContent.startsWith("0 of"));
    assert.deepEqual(await shown(page), []);
  });
  await check("one click leads to all that fail by one rule", async page => {
    const link = page.locator(".worst span a").first();
    const [, many, rule] = /See all (\d+) that fail by (\S+)/.exec(await link.textContent());
    await link.click();
    const seen = await sorted(page);
    assert.equal(seen.length, Number(many));
    assert(scenarios.filter(s => seen.includes(s.id)).every(s => s.mismatch.requirement === rule));
    await page.reload();
    assert.deepEqual(await sorted(page), seen);
  });
  await check("a theme's count leads to the scenarios counted", async page => {
    await page.locator("#themes td.is-failed a").first().click();
    await page.waitForFunction(() => document.querySelector("#clear").checkVisibility());
    const theme = await page.inputValue("#theme");
    assert.deepEqual(await sorted(page), ids(failed.filter(s => s.theme === theme)));
  });
  await check("a link to a frame opens it", async page => {
    const button = page.locator(`.row[data-t] .frame[data-seq="${frame.seq}"] > button[aria-expanded=true]`);
    await button.waitFor();
    await page.waitForFunction(() => {
      const at = document.querySelector(".frame > button[aria-expanded=true]").getBoundingClientRect();
      return at.top >= 0 && at.bottom <= innerHeight;
    });
    assert.ok(await page.evaluate(() => document.activeElement.matches(".frame > button")));
  }, { hash: "open=" + one.id + "&frame=" + frame.seq });
  await check("a link to a scenario opens it, whatever the filters", async page => {
    await rowOf(page, passed[0].id).locator(".diagram, .steps").first().waitFor();
    assert.ok((await shown(page)).includes(passed[0].id));
  }, { hash: "verdict=failed&open=" + passed[0].id });
  await check("a link to a requirement opens its place, and that leads to its scenarios", async page => {
    const rule = one.mismatch.requirement;
    await page.locator(`.map a[aria-label^="${rule},"]`).click();
    const place = page.locator(`.reqs tr[data-id="${rule}"]`);
    await place.waitFor();
    assert.match(await place.textContent(), /violated/);
    await place.locator(".links a").first().click();
    await page.waitForFunction(() => location.hash.startsWith("#requirement="));
    assert.deepEqual(await sorted(page), ids(scenarios.filter(s => s.requirements.some(r => r.id === rule))));
  });
  await check("a link to nothing says so", async page => {
    assert.equal(await page.locator("#hits").textContent(), "This report has no scenario no/such.");
  }, { hash: "open=no/such" });
  await check("the facts name expected, actual, rule, blame and the command", async page => {
    const row = await open(page, failed[failed.length - 1].id);
    const m = failed[failed.length - 1].mismatch;
    const box = await row.locator(".box").textContent();
    for (const fact of [m.path, m.expected, m.actual, m.requirement, m.blame, m.why]) assert.ok(box.includes(fact), fact);
    assert.equal(await row.locator(".rerun pre").textContent(), failed[failed.length - 1].rerun);
  });
  await check("the diagram shows every frame and where it diverges", async page => {
    await diagram(page, failed[failed.length - 1]);
  });
  await check("expected stands beside actual, field by field", async page => {
    await page.goto(address + "#open=" + one.id);
    await page.reload();
    const row = rowOf(page, one.id);
    await row.locator(".diff").waitFor();
    const differing = await row.locator(".diff tr.differs").evaluateAll(rows => rows.map(tr => ({
      path: tr.querySelector("th code").textContent,
      expected: tr.cells[1].textContent,
      actual: tr.cells[2].textContent,
    })));
    const byPath = (a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
    assert.deepEqual(differing.sort(byPath), [...one.mismatch.differences].sort(byPath));
    const more = row.locator("button.plain");
    if (await more.count()) await more.click();
    const fields = await row.locator(".diff tbody tr:not(.differs)").count();
    assert.ok(fields > 0, "fields that agree stand there too");
    assert.equal(await row.locator(".diff tbody tr:not(.differs)").first().isVisible(), true);
  });
  await check("a frame's pane holds the message and its bytes", async page => {
    const pane = page.locator(".pane");
    await pane.waitFor();
    assert.deepEqual(JSON.parse(await pane.locator(".json").textContent()), JSON.parse(frame.json));
    const hex = (await pane.locator(".hex").textContent()).split("\n").map(line => line.slice(6, 53).replaceAll(" ", "")).join("");
    assert.equal(hex, frame.hex);
    assert.match(await pane.textContent(), new RegExp(frame.size + " bytes"));
  }, { hash: "open=" + one.id + "&frame=" + frame.seq });
  await check("the status of an end is shown", async page => {
    const ending = scenarios.find(s => s.frames.length < 200 && s.frames.some(f => f.status));
    const end = ending.frames.find(f => f.status);
    await page.goto(address + "#open=" + ending.id + "&frame=" + end.seq);
    await page.reload();
    await page.locator(".pane dd").filter({ hasText: end.status }).first().waitFor();
  });
  await check("steps stand as written, with how far the run got", async page => {
    const row = await open(page, failed[failed.length - 1].id);
    const written = await row.locator(".steps > li > div > code").allTextContents();
    assert.deepEqual(written, failed[failed.length - 1].steps.map(s => s.written));
    assert.equal(await row.locator(".steps .tag.bad").count(), failed[failed.length - 1].steps.filter(s => s.state === "DIVERGED").length);
  });
  await check("the keyboard is enough", async page => {
    await page.keyboard.press("/");
    assert.ok(await page.evaluate(() => document.activeElement.id === "q"));
    await page.keyboard.type("j/k");
    assert.equal(await page.inputValue("#q"), "j/k");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("#clear").hidden);
    const current = () => page.evaluate(() => document.activeElement.closest(".row")?.querySelector(".id").textContent);
    const order = await shown(page);
    await page.keyboard.press("j");
    assert.equal(await current(), order[0]);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await current(), order[1]);
    await page.keyboard.press("Enter");
    const row = rowOf(page, order[1]);
    await row.locator(".frame > button").first().waitFor();
    assert.equal(await hash(page), "#open=" + order[1]);
    await row.locator(".frame > button").first().focus();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    assert.ok(await row.locator(".pane").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(await row.locator(".pane").isHidden());
    await page.keyboard.press("Escape");
    assert.equal(await row.locator("details").first().getAttribute("open"), null);
    assert.equal(await current(), order[1]);
    await page.click("#keyed");
    assert.equal(await hash(page), "#keys=off");
    await page.keyboard.press("/");
    assert.ok(await page.evaluate(() => document.activeElement.id !== "q"));
  });
  await check("what is opened while the list waits for more typing stays open", async page => {
    await page.evaluate(async id => {
      const q = document.getElementById("q");
      q.value = "";
      q.dispatchEvent(new Event("input"));
      [...document.querySelectorAll(".row")].find(row => row.querySelector(".id").textContent === id).querySelector("summary").click();
      await new Promise(done => setTimeout(done, 300));
    }, passed[0].id);
    assert.equal(await hash(page), "#open=" + passed[0].id);
  });
  await check("the command can be copied", async page => {
    const row = await open(page, failed[failed.length - 1].id);
    await row.locator(".copy").click();
    await row.locator(".copy:text-is('Copied')").waitFor();
    await page.fill("#q", "");
    await page.focus("#q");
    await page.keyboard.press("Control+V");
    assert.equal(await page.inputValue("#q"), failed[failed.length - 1].rerun);
  }, { permissions: ["clipboard-read", "clipboard-write"] });
  await check("all that did not pass and what is open is printed", async page => {
    await open(page, passed[0].id);
    await page.emulateMedia({ media: "print" });
    const printed = await shown(page);
    assert.deepEqual(printed.sort(), ids([...scenarios.filter(s => s.outcome !== "PASSED"), passed[0]]));
    for (const box of await page.locator(".failed .box").all()) assert.ok(await box.evaluate(b => b.checkVisibility({ contentVisibilityAuto: true })));
    assert.ok(await page.locator("#filter .fields").isHidden());
    assert.ok(await rowOf(page, passed[0].id).locator(".steps").isVisible());
  });
  await check("printed to PDF, it has the verdict and the facts of all that failed", async page => {
    const text = await printed(page);
    assert.ok(text.includes(dense(await page.locator("h1").textContent())), "the verdict");
    for (const scenario of failed) {
      const m = scenario.mismatch;
      for (const fact of [scenario.title, m.path, m.requirement, scenario.rerun]) assert.ok(text.includes(dense(fact)), scenario.id + ": " + fact);
    }
    assert.ok(!text.includes(dense(passed.at(-1).title + passed.at(-1).id)), "what passed is left out");
  });
  for (const colorScheme of ["light", "dark"]) {
    await check("axe finds nothing serious in an open frame, " + colorScheme, async page => {
      await page.locator(".pane").waitFor();
      await page.evaluate(() => { for (const fold of document.querySelectorAll(".words, .area")) fold.open = true; });
      await accessible(page);
    }, { hash: "verdict=failed&open=" + one.id + "&frame=" + frame.seq, colorScheme });
  }
  await check("an open frame fits a phone", async page => {
    await page.locator(".pane").waitFor();
    await noSideways(page);
    await accessible(page);
  }, { hash: "verdict=failed&open=" + one.id + "&frame=" + frame.seq, viewport: { width: 360, height: 740 } });
  await check("without script, the facts of what failed can be read", async page => {
    for (const row of await page.locator(".row.failed > details:not([open])").elementHandles()) await (await row.$("summary")).click();
    assert.equal(await page.locator(".failed .box:visible").count(), failed.length);
    assert.equal(await page.locator(".failed .rerun pre:visible").count(), failed.length);
  }, { javaScriptEnabled: false });
}

// A run with every outcome, and a mismatch for which no frame came.
async function mixed() {
  const lacking = scenarios.find(s => s.mismatch && !s.mismatch.frame);
  await check("a scenario that lacks a frame shows that nothing came, and who owed it", async page => {
    const row = await open(page, lacking.id);
    assert.match(await row.locator(".frame.absent").textContent(), new RegExp("nothing came.*" + lacking.mismatch.blame));
    assert.equal(await row.locator("path.absent").count(), 1);
  });
  await check("every outcome has its filter", async page => {
    for (const outcome of new Set(scenarios.map(s => s.outcome))) {
      const chip = page.locator(`[data-verdict=${outcome.toLowerCase().replace("_", "-")}]`);
      await chip.click();
      assert.deepEqual(await sorted(page), ids(scenarios.filter(s => s.outcome === outcome)));
      await chip.click();
    }
  });
  await axe();
}

async function partial() {
  await check("says that the run is incomplete, and with how many", async page => {
    assert.match(await page.locator(".verdict").textContent(), /Incomplete/);
    assert.match(await page.locator(".verdict .caveat").textContent(), new RegExp(scenarios.length + " of " + header.planned + " planned"));
    assert.doesNotMatch(await page.locator(".verdict").textContent(), /Conforms/);
  });
  await axe();
  await check("opens what is there", async page => {
    const row = await open(page, scenarios[0].id);
    assert.equal(await row.locator(".frame").count(), scenarios[0].frames.length);
  });
}

async function hostile() {
  const harmless = async page => {
    const found = await page.evaluate(() => {
      const unseen = /(?![\n\t ])[\p{C}\p{Zl}\p{Zp}]/u;
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
      const bad = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.closest("script, style") && unseen.test(node.data)) bad.push(JSON.stringify(node.data.slice(0, 200)));
      }
      return {
        bad,
        foreign: [...document.querySelectorAll("img, iframe, object, embed, base, form:not(#filter)")].map(e => e.outerHTML.slice(0, 200)),
        scripts: document.scripts.length,
        links: [...document.links].map(a => a.protocol).filter(p => p !== "file:"),
      };
    });
    assert.deepEqual(found.bad, [], "text that cannot be seen");
    assert.deepEqual(found.foreign, [], "elements that are not ours");
    assert.deepEqual(found.links, [], "links to elsewhere");
    assert.equal(found.scripts, 2);
  };
  const opened = async page => {
    await page.locator(".evidence .foot").last().waitFor();
    for (const button of await page.locator(".frame > button").all()) await button.click();
    for (const more of await page.locator(".evidence .more > summary").all()) await more.click();
    await page.locator(".pane").first().waitFor();
  };
  await check("shows hostile text as text, opened as well", async page => {
    await harmless(page);
    await opened(page);
    await harmless(page);
    assert.match(await page.locator(".pane").first().textContent(), /characters shown\)/);
    assert.match(await page.locator(".pane").first().textContent(), /<script>alert\(1\)<\/script>/);
  });
  await check("survives hostile addresses", async page => {
    for (const bad of ["#open=%3Cimg src=x onerror=alert(1)%3E", "#%E0%A4%A", "#verdict=%00&theme=x&frame=-1", "#q=" + "x".repeat(5000), "#__proto__=1&constructor=2"]) {
      await page.goto(address + bad);
      await page.reload();
      await page.waitForFunction(() => !document.getElementById("filter").hidden);
    }
  });
  await check("fits a phone when open", async page => { await opened(page); await noSideways(page); }, { viewport: { width: 360, height: 740 } });
  await check("axe finds nothing serious when open", async page => { await opened(page); await accessible(page); });
}

// The time of the page's own thread, since the wall clock also tells what else the machine does.
async function timed(page, session, use) {
  const metrics = async () => (await session.send("Performance.getMetrics")).metrics.find(m => m.name === "TaskDuration").value;
  const before = await metrics(), start = Date.now();
  await use();
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  return { cpu: Math.round(1000 * (await metrics() - before)), wall: Date.now() - start };
}

// A site of many runs.
async function site() {
  const matrix = JSON.parse(beside("matrix.json"));
  const { libraries, runs } = matrix;
  const ofRun = id => runs.find(run => run.runId === id);
  const total = counts => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const pages = ["index.html", "requirements.html"];
  const at = (name, use) => async page => { await page.goto(root + name); await use(page); };
  assert.ok(libraries.length > 1, "this site should be of several libraries");

  await check("says of each library what its latest run says", async page => {
    const rows = await page.locator(".who tbody tr").evaluateAll(all => all.map(row => ({
      name: row.querySelector("th a").textContent, word: row.querySelector(".tag").textContent, report: row.querySelector("th a").getAttribute("href"),
    })));
    assert.deepEqual(rows, libraries.map(library => ({
      name: library.library, word: ofRun(library.runId).verdict, report: ofRun(library.runId).report,
    })));
  });
  await check("draws what passed as long as it is, and nothing for what did not end", async page => {
    const bars = await page.locator(".who tbody tr").evaluateAll(rows => rows.map(row => {
      const [of] = row.querySelector("td.passed").textContent.match(/of [0-9]+|so far/);
      const width = e => e.getBoundingClientRect().width;
      const all = width(row.querySelector(".bar"));
      return { of, number: Number(row.querySelector("td.passed b").textContent), share: [...row.querySelectorAll(".bar .passed, .bar .warned")].reduce((sum, e) => sum + width(e), 0) / all };
    }));
    for (const bar of bars) {
      if (bar.of === "so far") assert.ok(bar.share < 0.99, JSON.stringify(bar));
      else assert.ok(Math.abs(bar.share - bar.number / Number(bar.of.slice(3))) < 0.01, JSON.stringify(bar));
    }
  });
  await check("has a cell for each library and area, with its verdict", async page => {
    const cells = await page.locator("#areas tbody tr").evaluateAll(rows => rows.map(row => [...row.querySelectorAll(".cellv b")].map(b => b.lastChild.textContent.trim())));
    assert.deepEqual(cells, libraries[0].areas.map((area, i) => libraries.map(library => library.areas[i].verdict)));
  });
  await check("no run that is not whole counts as passed", async () => {
    for (const run of runs.filter(run => !run.complete || run.selected < run.inSet)) assert.ok(!run.verdict.startsWith("conforms"), run.report);
  });
  for (const [column, library] of libraries.entries()) {
    const wanted = ["fails", "passes", "in part", "unsupported"].map(word => library.areas.findIndex(area => area.verdict === word)).filter(i => i >= 0);
    await check("a cell leads to the scenarios that it counts, " + library.library + " " + library.version, async page => {
      for (const i of wanted) {
        const area = library.areas[i];
        await page.goto(address);
        await page.locator("#areas tbody tr").nth(i).locator(".cellv").nth(column).click();
        await page.waitForFunction(() => document.getElementById("hits")?.textContent);
        const count = area.verdict === "fails" ? area.counts.failed : total(area.counts);
        assert.equal((await page.locator("#hits").textContent()).split(" ")[0], String(count), area.area);
      }
    });
  }
  await check("says of each requirement what each library does of it", at("requirements.html", async page => {
    const marks = await page.locator(".rules tbody tr").evaluateAll(rows => Object.fromEntries(rows.map(row => [row.querySelector(".rid").textContent, [...row.querySelectorAll("td .n2")].map(word => word.textContent)])));
    for (const [i, area] of libraries[0].areas.entries()) {
      for (const [j, requirement] of area.requirements.entries()) {
        const states = libraries.map(library => library.areas[i].requirements[j].state);
        assert.deepEqual(marks[requirement.id], states, requirement.id);
      }
    }
  }));
  await check("history holds every run", async page => {
    for (const fold of await page.locator("#history summary").all()) await fold.click();
    const reports = await page.locator("#history tbody th a").evaluateAll(all => all.map(a => a.getAttribute("href")));
    assert.deepEqual(reports.sort(), runs.map(run => run.report).sort());
    assert.equal(await page.locator("#history tbody tr:visible").count(), runs.length);
  });
  await check("every link leads to something", async page => {
    const ids = {};
    const links = [];
    for (const name of pages) {
      await page.goto(root + name);
      ids[name] = await page.$$eval("[id]", all => all.map(e => e.id));
      links.push(...await page.$$eval("a[href]", (all, from) => all.map(a => [from, a.getAttribute("href")]), name));
    }
    for (const [from, link] of links) {
      const [path, fragment] = link.split("#");
      const target = path || from;
      assert.ok(statSync(join(dirname(file), target)).isFile(), link);
      if (fragment && ids[target]) assert.ok(ids[target].includes(decodeURIComponent(fragment)), from + ": " + link);
    }
  });
  await check("printed to PDF, it has every library's verdict and every area", async page => {
    const text = await printed(page);
    for (const library of libraries) assert.ok(text.includes(dense(library.library)) && text.includes(dense(ofRun(library.runId).verdict)), library.library);
    for (const area of libraries[0].areas) assert.ok(text.includes(dense(area.area)), area.area);
    for (const run of runs) assert.ok(text.includes(dense(run.scenarioSet)), "history is printed");
  });
  for (const name of pages) {
    await check("holds no script, " + name, at(name, async page => assert.equal(await page.locator("script").count(), 0)));
    await check("fits a phone, " + name, at(name, noSideways), { viewport: { width: 360, height: 740 } });
    for (const colorScheme of ["light", "dark"]) {
      await check("axe finds nothing serious, " + name + ", " + colorScheme, at(name, accessible), { colorScheme });
    }
    await check("axe finds nothing serious on a phone, " + name, at(name, accessible), { viewport: { width: 360, height: 740 } });
  }
}

// A machine may be busy, so that no time is a limit by itself: the page is held against the same page without its script, side by side.
async function large() {
  await check("opens and filters 10,000 scenarios about as fast as the bare rows open", async page => {
    const measured = async page => {
      const session = await page.context().newCDPSession(page);
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      return session;
    };
    const session = await measured(page);
    const aside = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const asideSession = await measured(aside);
    const bare = join(dirname(file), "bare.html");
    writeFileSync(bare, readFileSync(file, "utf8").replace(/<script\b[^>]*>[^]*?<\/script>/g, ""));
    const times = {};
    const least = async (what, page, session, url, ready) => {
      await page.goto("about:blank");
      const time = await timed(page, session, async () => {
        await page.goto(url);
        await page.waitForFunction(ready);
      });
      if (!times[what] || time.cpu < times[what].cpu) times[what] = time;
    };
    for (let i = 0; i < 3; i++) {
      await least("bare", aside, asideSession, pathToFileURL(bare).href, () => document.readyState === "complete");
      await least("open", page, session, address, () => !document.getElementById("filter").hidden);
    }
    rmSync(bare);
    await aside.close();
    await page.goto(address);
    const filters = [["#q", "holds-77", s => s.id.includes("holds-77")], ["#q", "", () => true], ["#theme", "crdt", s => s.theme === "crdt"]];
    for (const [field, value, fits] of filters) {
      const expected = scenarios.filter(fits).length;
      times[field + "=" + value] = await timed(page, session, () => page.evaluate(([selector, text]) => {
        const field = document.querySelector(selector);
        field.value = text;
        field.dispatchEvent(new Event("input"));
        return new Promise(done => setTimeout(done, 200));
      }, [field, value]));
      assert.equal(await page.$$eval(".row", rows => rows.filter(row => !row.hidden).length), expected);
    }
    for (const [what, time] of Object.entries(times)) console.log(`      ${what}: ${time.cpu} ms of its own, ${time.wall} ms by the clock`);
    for (const [what, time] of Object.entries(times)) assert.ok(time.cpu < 3 * times.bare.cpu, `${what} takes ${time.cpu} ms, the bare rows ${times.bare.cpu}`);
  });
  await check("opens the last one", async page => {
    const last = scenarios.filter(s => s.outcome === "PASSED").at(-1);
    await page.goto(address + "#open=" + last.id);
    await page.reload();
    await rowOf(page, last.id).locator(".frame").first().waitFor();
  });
}

const kinds = { any, passing, failing, mixed, partial, hostile, large, site };
try {
  if (!kinds[kind]) throw new Error(`unknown kind "${kind}", known are ${Object.keys(kinds).join(", ")}`);
  if (kind !== "large" && !isSite) await anyReport();
  await kinds[kind]();
} finally {
  await browser.close();
}
console.log(`${checks - problems} of ${checks} checks hold for ${kind} ${file}`);
process.exitCode = problems || !checks ? 1 : 0;
