// Renders templates with @huggingface/jinja: node render.mjs < cases.json > results.json
// A case is {template, variables}; a result is {text} or {error}. NODE_PATH names the folder node_modules.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.NODE_PATH}/`);
const { Template } = require("@huggingface/jinja");
const parsed = new Map();

function parse(source) {
  if (!parsed.has(source)) parsed.set(source, new Template(source));
  return parsed.get(source);
}

const results = JSON.parse(readFileSync(0, "utf8")).map(({ template, variables }) => {
  try {
    return { text: parse(template).render(variables ?? {}) };
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(results));
