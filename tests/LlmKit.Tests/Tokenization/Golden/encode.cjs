// Encodes with Hugging Face's Rust library: node encode.cjs TOKENIZER_JSON < texts.json > ids.json
// NODE_PATH names the node_modules folder that holds @anush008/tokenizers.
const { Tokenizer } = require("@anush008/tokenizers");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));

(async () => {
  const tokenizer = Tokenizer.fromFile(process.argv[2]);
  const ids = [];
  for (const text of texts)
    ids.push(Array.from((await tokenizer.encode(text, null, { addSpecialTokens: false })).getIds()));
  process.stdout.write(JSON.stringify(ids));
})();
