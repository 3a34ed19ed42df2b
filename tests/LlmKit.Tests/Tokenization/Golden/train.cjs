// Trains with Hugging Face's Rust library, whose trainers take their defaults: 30,000 tokens of BPE and WordPiece, 8,000 of Unigram.
// NODE_PATH names the node_modules folder that holds @anush008/tokenizers.
//   node train.cjs bpe|wordpiece|unigram bytelevel|whitespace|metaspace|bert tokenizer.json text…  all texts give one tokenizer
//   node train.cjs bpe|wordpiece|unigram bytelevel|whitespace|metaspace|bert each text…            each text gives text.json
const rust = require("@anush008/tokenizers");
const [model, words, output, ...texts] = process.argv.slice(2);

function train(files, target) {
  const tokenizer = new rust.Tokenizer({ bpe: rust.BPE, wordpiece: rust.WordPiece, unigram: rust.Unigram }[model].empty());
  if (words === "bert") tokenizer.setNormalizer(rust.bertNormalizer());
  tokenizer.setPreTokenizer({
    bytelevel: () => rust.byteLevelPreTokenizer(false), whitespace: rust.whitespacePreTokenizer,
    metaspace: () => rust.metaspacePreTokenizer(), bert: rust.bertPreTokenizer,
  }[words]());
  tokenizer.train(files);
  tokenizer.save(target);
}

if (output === "each") for (const text of texts) train([text], text + ".json");
else train(texts, output);
