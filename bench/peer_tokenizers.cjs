// Hugging Face's Rust tokenizers under the stopwatch. A request a line, an answer a line, times in seconds measured here.
//   load FILE           → seconds to read a tokenizer.json
//   encode FILE TEXTS   → seconds to encode the texts (a JSON list) one at a time, then tokens
//   batch FILE TEXTS    → seconds to encode them as one batch, by all cores
//   train MODEL WORDS FILE → seconds to train a tokenizer on a file, with the trainer's defaults
const rust = require("@anush008/tokenizers");
const { Tokenizer } = rust;
const fs = require("fs");
const tokenizers = new Map(), texts = new Map();
const open = file => tokenizers.get(file) ?? tokenizers.set(file, Tokenizer.fromFile(file)).get(file);
const read = file => texts.get(file) ?? texts.set(file, JSON.parse(fs.readFileSync(file, "utf8"))).get(file);
const seconds = start => Number(process.hrtime.bigint() - start) / 1e9;

async function answer(words) {
  const [verb, file, list] = words;
  if (verb === "load") {
    const start = process.hrtime.bigint();
    Tokenizer.fromFile(file);
    return `${seconds(start)} 0`;
  }
  if (verb === "train") {
    const [, model, cutter, texts] = words;
    const tokenizer = new Tokenizer({ bpe: rust.BPE, wordpiece: rust.WordPiece, unigram: rust.Unigram }[model].empty());
    if (cutter === "bert") tokenizer.setNormalizer(rust.bertNormalizer());
    tokenizer.setPreTokenizer({ bytelevel: () => rust.byteLevelPreTokenizer(false), metaspace: rust.metaspacePreTokenizer, bert: rust.bertPreTokenizer }[cutter]());
    const start = process.hrtime.bigint();
    tokenizer.train([texts]);
    return `${seconds(start)} 0`;
  }
  const tokenizer = open(file), all = read(list);
  let count = 0;
  const start = process.hrtime.bigint();
  if (verb === "batch") for (const encoding of await tokenizer.encodeBatch(all)) count += encoding.getLength();
  else for (const text of all) count += (await tokenizer.encode(text)).getLength();
  return `${seconds(start)} ${count}`;
}

console.log("ready");
require("readline").createInterface({ input: process.stdin }).on("line", async line => console.log(await answer(line.split("\t"))));
