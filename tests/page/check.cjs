"use strict";
// Looks at every page of a folder in Chromium: axe-core at a phone's and a desk's width, light and dark; no sideways
// scrolling, at 320 pixels neither; links with and without the script; pictures and a PDF of each, to look at.
const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };
const folder = path.resolve(process.argv[2]);
const problems = [];
const complain = (name, what) => problems.push(`${name}: ${what}`);

// A page of the browser, open at the file; what it reports, a breach of its policy above all, is a problem.
async function opened(browser, name, options) {
  const context = await browser.newContext({ viewport: SIZES.desk, ...options });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complain(name, message.text()));
  page.on("pageerror", (error) => complain(name, error.message));
  page.on("request", (request) => /^(file|data):/.test(request.url()) || complain(name, `asks for ${request.url()}`));
  await page.goto(`file://${folder}/${name}.html`);
  return page;
}

async function accessible(browser, name) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const page = await opened(browser, name, { colorScheme, viewport, bypassCSP: true });
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` });
      const links = page.locator(".points .note a");
      if (await links.count()) await links.last().click(); // so that the bar of places is looked at, too
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const { id, nodes } of violations) {
        complain(name, `${size}, ${colorScheme}: ${id} (${nodes.length}), ${nodes[0].html.slice(0, 120)}`);
      }
      await page.context().close();
    }
  }
}

// 320 CSS pixels are a desk's width at 400 % (WCAG 1.4.10); 720 at a density of two are 200 %.
async function narrow(browser, name) {
  for (const width of [320, 720]) {
    const page = await opened(browser, name, { viewport: { width, height: 450 }, deviceScaleFactor: 2 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) complain(name, `${wide} pixels too wide at ${width}`);
    await page.screenshot({ path: `${folder}/${name}-${width}.png` });
    await page.context().close();
  }
}

const inView = (page) =>
  page.evaluate(() => {
    const box = document.querySelector(":target")?.getBoundingClientRect();
    return Boolean(box && box.bottom > 0 && box.top < innerHeight);
  });

async function linked(browser, name, javaScriptEnabled) {
  const page = await opened(browser, name, { javaScriptEnabled, reducedMotion: "reduce" });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.closest("nav") !== null);
  if (!first && (await page.locator("nav").count())) complain(name, "the keyboard reaches something before the contents");
  const links = page.locator(".points .note a");
  if (await links.count()) {
    await links.last().click();
    if (!(await inView(page))) complain(name, "a place is not shown");
    if (javaScriptEnabled) await comfortable(page, name);
    await page.locator(".back a").last().click();
    if (!(await inView(page))) complain(name, "a point is not shown");
  }
  await page.context().close();
}

// What page.js adds.
async function comfortable(page, name) {
  const bar = page.locator(".places");
  if (!(await bar.isVisible())) complain(name, "no bar of places");
  const before = page.url();
  const step = bar.locator("a").first();
  if ((await bar.locator("a").count()) > 1) {
    await step.focus();
    await page.keyboard.press("Enter");
    await page.waitForTimeout(50);
    if (page.url() === before || !(await inView(page))) complain(name, "the bar leads nowhere");
    await page.screenshot({ path: `${folder}/${name}-bar.png` });
  }
  await page.keyboard.press("Escape");
  if (await bar.isVisible()) complain(name, "Escape leaves the bar");
  if (!(await page.evaluate(() => document.activeElement.closest(".points") !== null))) {
    complain(name, "Escape does not lead back to the point");
  }
  const lit = await page.locator("mark.lit").count();
  if (!lit) complain(name, "a point in focus lights no place");
  await page.locator("mark[data-points]").first().hover();
  if (!(await page.locator(".point.lit").count())) complain(name, "a place lights no point");
}

async function main() {
  const options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: options });
  const names = fs.readdirSync(folder).filter((file) => file.endsWith(".html") && (!process.argv[3] || process.argv[3] === file.slice(0, -5))).map((file) => file.slice(0, -5));
  for (const name of names) {
    const before = problems.length;
    await accessible(browser, name);
    await narrow(browser, name);
    for (const script of [true, false]) await linked(browser, name, script);
    const page = await opened(browser, name, { colorScheme: "dark" });
    await page.pdf({ path: `${folder}/${name}.pdf`, preferCSSPageSize: true, printBackground: false });
    await page.context().close();
    const forced = await opened(browser, name, { forcedColors: "active" });
    await forced.screenshot({ path: `${folder}/${name}-forced.png` });
    await forced.context().close();
    console.log(`${problems.length === before ? "good" : "BAD "} ${name}`);
  }
  await browser.close();
  console.log(problems.length ? problems.join("\n") : `No violations in ${names.length} pages.`);
  process.exitCode = problems.length ? 1 : 0;
}

main();
