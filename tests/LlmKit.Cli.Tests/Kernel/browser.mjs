// Drives Debian's Jupyter Notebook in Debian's Chromium, as a reader does, and prints what was seen as one line of JSON.
//   node browser.mjs NOTEBOOK_URL SCREENSHOT
// The notebook's cells: a plot, an endless loop that says when it begins, half a name.
import { createRequire } from 'node:module';

const require = createRequire(process.env.PLAYWRIGHT_FROM + '/');
const { chromium } = require('playwright-core');
const [url, screenshot] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
const patience = { timeout: 60_000 };
await page.goto(url);
await page.waitForFunction(() => window.Jupyter?.notebook?.kernel?.is_connected(), null, patience);

const run = cell => page.evaluate(i => Jupyter.notebook.execute_cells([i]), cell);
// A cell's answer and its 'idle' come on two channels, in any order; between them Tab does not ask the kernel.
const done = cell => page.waitForFunction(i => {
  const { shell_done, iopub_done } = Jupyter.notebook.kernel.get_callbacks_for_msg(Jupyter.notebook.get_cell(i).last_msg_id);
  return shell_done && iopub_done;
}, cell, patience);
const output = cell => page.evaluate(i => Jupyter.notebook.get_cell(i).output_area.element.text(), cell);

await run(0);
await done(0);
const plot = await page.evaluate(() => {
  const image = Jupyter.notebook.get_cell(0).output_area.element.find('img, svg')[0];
  return image ? image.getBoundingClientRect().width : 0;
});

await run(1);
await page.waitForFunction(() => Jupyter.notebook.get_cell(1).output_area.element.text() !== '', null, patience);
const start = Date.now();
await page.evaluate(() => Jupyter.notebook.kernel.interrupt());
await done(1);
const interrupted = { text: (await output(1)).trim(), milliseconds: Date.now() - start };

await page.evaluate(() => {
  Jupyter.notebook.select(2);
  Jupyter.notebook.edit_mode();
  const editor = Jupyter.notebook.get_cell(2).code_mirror;
  editor.setCursor(0, editor.getLine(0).length);
  editor.focus();
});
await page.keyboard.press('Tab');
await page.waitForFunction(() => Jupyter.notebook.get_cell(2).get_text() !== 'Console.WriteL', null, patience).catch(() => {});
const completed = await page.evaluate(() => Jupyter.notebook.get_cell(2).get_text());

await page.screenshot({ path: screenshot });
await browser.close();
console.log(JSON.stringify({ plot, interrupted, completed }));
