"""Cuts sentences with Debian's python3-jieba: python3 cut.py [accurate|no-hmm|all|search] < sentences.json > words.json

With a second argument, a JSON list of [word, frequency or null] pairs is added to the dictionary first.
"""
import json
import logging
import sys
import tempfile

import jieba

jieba.setLogLevel(logging.ERROR)
mode = sys.argv[1]
with tempfile.TemporaryDirectory() as folder:
    jieba.dt.tmp_dir = folder
    jieba.initialize()
for word, frequency in json.loads(sys.argv[2]) if len(sys.argv) > 2 else []:
    jieba.add_word(word, frequency)
cut = {
    "accurate": jieba.lcut,
    "no-hmm": lambda sentence: jieba.lcut(sentence, HMM=False),
    "all": lambda sentence: [word for word in jieba.lcut(sentence, cut_all=True) if word],
    "search": jieba.lcut_for_search,
}[mode]
json.dump([cut(sentence) for sentence in json.load(sys.stdin)], sys.stdout)
