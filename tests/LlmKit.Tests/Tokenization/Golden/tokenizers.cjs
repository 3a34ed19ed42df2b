// Answers with what Hugging Face's Rust library does, one JSON request and one JSON answer a line.
// NODE_PATH names the node_modules folder that holds tokenizers.
//   {"file": path, "texts": [text or [text, pair]], "special": bool, "truncation"?: {...}, "padding"?: {...}}
//     → [{ids, types, mask, special, words, offsets, tokens, overflow: […]}]
//   {"file": path, "added": [{"contents": [text], "special": bool}], "texts": …}  → the same, with more tokens
//   {"file": path, "decode": [[id, …]], "skip": bool}  → [text]
const { Tokenizer } = require("@anush008/tokenizers");
const known = new Map();

function open(file) {
  if (!known.has(file)) known.set(file, Tokenizer.fromFile(file));
  return known.get(file);
}

function plain(encoding) {
  return {
    ids: Array.from(encoding.getIds()), types: Array.from(encoding.getTypeIds()), mask: Array.from(encoding.getAttentionMask()),
    special: Array.from(encoding.getSpecialTokensMask()), words: encoding.getWordIds(), offsets: encoding.getOffsets(),
    tokens: encoding.getTokens(), overflow: encoding.getOverflowing().map(plain),
  };
}

async function answer(request) {
  const tokenizer = open(request.file);
  if (request.decode) return Promise.all(request.decode.map(ids => tokenizer.decode(ids, request.skip)));
  if (request.truncation) tokenizer.setTruncation(request.truncation.max, request.truncation); else tokenizer.disableTruncation();
  if (request.padding) tokenizer.setPadding(request.padding); else tokenizer.disablePadding();
  if (request.added) {
    const more = Tokenizer.fromFile(request.file);
    for (const { contents, special } of request.added) special ? more.addSpecialTokens(contents) : more.addTokens(contents);
    return Promise.all(request.texts.map(async text => plain(await more.encode(text, null, { addSpecialTokens: request.special }))));
  }

  const options = { addSpecialTokens: request.special };
  if (request.padding) return (await tokenizer.encodeBatch(request.texts, options)).map(plain);
  const answers = [];
  for (const text of request.texts) {
    const [first, second] = Array.isArray(text) ? text : [text, null];
    const encoding = await tokenizer.encode(first, second, options);
    answers.push(request.brief ? { ids: Array.from(encoding.getIds()) } : plain(encoding));
  }
  return answers;
}

require("readline").createInterface({ input: process.stdin }).on("line", async line => {
  let result;
  try { result = await answer(JSON.parse(line)); } catch (e) { result = { error: String(e.message ?? e) }; }
  process.stdout.write(JSON.stringify(result) + "\n");
});
