#!/bin/sh
# Makes the SentencePiece models beside it: Debian's package sentencepiece, seconds.
set -e
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
for i in 1 2 3 4 5 6 7 8; do
    printf 'to learn, to read, to write\nhello there, hello here\n学习 语言 模型，学习 写作\nｆｕｌｌ width\n'
done > text
printf 'FF46\t66\nFF55\t75\nFF4C\t6C\n3000\t20\nFF0C\t2C\n' > rules
spm_train --input=text --model_prefix=unigram --vocab_size=50 --normalization_rule_tsv=rules --hard_vocab_limit=false
spm_train --input=text --model_prefix=bpe --model_type=bpe --vocab_size=310 --byte_fallback=true --normalization_rule_name=identity --hard_vocab_limit=false
cp unigram.model bpe.model "$here"
rm -r "$work"
