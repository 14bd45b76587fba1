// Opens a page of `ctiflow docs` in a real browser: page.js PAGE FOLDER
//
// No error, no request, nothing overlaps; search, keyboard, zoom and print work. Screenshots go to FOLDER. `conformance/run`
// runs this.
"use strict";
const assert = require("node:assert/strict");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const [file, folder] = process.argv.slice(2);
const address = pathToFileURL(path.resolve(file)).href;
const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

// What lies over something else, measured where the browser drew it.
const overlaps = () => {
  const flaws = [];
  const inside = (one, other) => one.left >= other.left - 0.5 && one.right <= other.right + 0.5
    && one.top >= other.top - 0.5 && one.bottom <= other.bottom + 0.5;
  const over = (one, other) => one.left < other.right - 0.5 && other.left < one.right - 0.5
    && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5;
  let boxes = 0;
  let texts = 0;
  for (const svg of document.querySelectorAll("svg.picture")) {
    const parts = [...svg.querySelectorAll("a.node, g.way-label, a.jump, g.jump, g.end")].map((part) => ({
      part,
      place: part.querySelector("rect").getBoundingClientRect(),
      texts: [...part.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]),
    }));
    const frame = svg.getBoundingClientRect();
    boxes += parts.length;
    parts.forEach(({ part, place, texts: own }, at) => {
      texts += own.length;
      if (!inside(place, frame)) flaws.push(`outside: ${part.textContent}`);
      for (const [text, box] of own) if (!inside(box, place)) flaws.push(`text out of its box: ${text}`);
      own.forEach(([text, box], line) => own.slice(line + 1).forEach(([other, below]) => {
        if (over(box, below) && box.bottom - below.top > 3) flaws.push(`lines overlap: ${text} / ${other}`);
      }));
      for (const other of parts.slice(at + 1)) {
        if (over(place, other.place)) flaws.push(`${part.textContent} overlaps ${other.part.textContent}`);
      }
    });
  }
  return { flaws, boxes, texts };
};

async function opened(browser, options, said) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) said.push(`asks for ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

async function searches(page) {
  await page.keyboard.press("/");
  await page.keyboard.type("create task");
  const count = await page.locator(".node.found").count();
  assert(count > 1, "search finds elements");
  assert.equal(await page.textContent("#found"), `${count} found`);
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#found"), `1 of ${count}`);
  const here = await page.locator(".node.here").boundingBox();
  assert(here && here.y > 0 && here.y < 1000 && here.x > 0 && here.x < 1400, "what is found is shown");
  await page.fill("#search", "nothing of this name");
  assert.equal(await page.textContent("#found"), "0 found");
  await page.fill("#search", "");
  assert.equal(await page.locator(".node.found").count(), 0);
}

async function obeysTheKeyboard(page) {
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.locator("#flow-0-box-start").focus();
  await page.keyboard.press("ArrowDown");
  const second = await focused();
  assert.notEqual(second, "flow-0-box-start");
  await page.keyboard.press("Enter");
  assert(await page.isVisible("#panel"), "Enter shows the details");
  assert.equal(await focused(), "panel");
  await page.keyboard.press("Escape");
  assert(!(await page.isVisible("#panel")), "Escape closes them");
  assert.equal(await focused(), second, "and the focus is back");
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(), second, "Tab goes on");
}

async function showsDetails(page) {
  const box = await page.locator("section.element:has(.from)").first().getAttribute("data-box");
  const node = page.locator(`#${box}`);
  await node.scrollIntoViewIfNeeded();
  await node.click();
  const text = await page.textContent("#panel");
  assert(/Description|Next|Fields|Values|Inputs/.test(text), text);
  assert(/line \d+/.test(text), "the lines of the spec are shown");
  await page.click("#close");
  const jump = page.locator("a.jump").first();
  await jump.scrollIntoViewIfNeeded();
  await jump.click();
  assert(await page.evaluate(() => document.activeElement.matches("a.node")), "a jump leads to its element");
}

async function zooms(page) {
  const width = () => page.evaluate(() => document.querySelector("svg").getBoundingClientRect().width);
  const before = await width();
  await page.click("#flow-0 [data-zoom=in]");
  assert((await width()) > before * 1.2);
  await page.locator("#flow-0 .view").focus();
  await page.keyboard.press("-");
  assert(Math.abs((await width()) - before) < 2);
  await page.click("#flow-0 [data-zoom=fit]");
}

async function prints(page) {
  await page.emulateMedia({ media: "print" });
  assert(await page.locator(".element").first().isVisible(), "the elements are printed");
  assert(!(await page.isVisible("form")), "the search is not");
  assert((await page.pdf({ format: "A4" })).length > 10000);
  await page.emulateMedia({ media: "screen" });
}

async function isReadable(page) {
  const contrast = await page.evaluate(() => {
    const color = (text) => text.match(/[\d.]+/g).slice(0, 3).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = (text) => color(text).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const label = light(getComputedStyle(document.querySelector(".node .kind")).fill);
    const card = light(getComputedStyle(document.querySelector(".node .card")).fill);
    return (Math.max(label, card) + 0.05) / (Math.min(label, card) + 0.05);
  });
  assert(contrast >= 4.5, `contrast ${contrast}`);
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: flags });
  const said = [];
  const page = await opened(browser, {}, said);
  const drawn = await page.evaluate(overlaps);
  assert.deepEqual(drawn.flaws, []);
  assert(drawn.boxes > 100);
  await page.screenshot({ path: path.join(folder, "overview.png") });
  for (const flow of await page.locator("section.flow").all()) {
    await flow.screenshot({ path: path.join(folder, `${await flow.getAttribute("id")}.png`) });
  }
  for (const holds of [searches, obeysTheKeyboard, showsDetails, zooms, prints, isReadable]) await holds(page);
  const dark = await opened(browser, { colorScheme: "dark" }, said);
  assert.deepEqual((await dark.evaluate(overlaps)).flaws, []);
  await isReadable(dark);
  await dark.locator("#flow-0").screenshot({ path: path.join(folder, "dark.png") });
  const small = await opened(browser, { viewport: { width: 390, height: 800 } }, said);
  const wide = await small.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert(wide <= 0, `${wide} pixels too wide for a phone`);
  const plain = await opened(browser, { javaScriptEnabled: false }, said);
  assert(await plain.locator(".element").first().isVisible(), "without script all details are there");
  assert.deepEqual(said, []);
  await browser.close();
  console.log(`page: ${drawn.boxes} boxes and ${drawn.texts} lines of text, none over another; search, keyboard, zoom and print work`);
}

main().catch((fault) => {
  console.error(fault);
  process.exit(1);
});
