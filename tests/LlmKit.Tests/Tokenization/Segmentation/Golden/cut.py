"""Cuts sentences with Debian's python3-jieba: python3 cut.py < request.json > words.json

A request is {"words": [[word, frequency or null], …], "parts": [{"mode": …, "sentences": […]}, …]}: the words are added to the dictionary first.
"""
import json
import logging
import sys
import tempfile

import jieba

MODES = {
    "accurate": jieba.lcut,
    "no-hmm": lambda sentence: jieba.lcut(sentence, HMM=False),
    "all": lambda sentence: [word for word in jieba.lcut(sentence, cut_all=True) if word],
    "search": jieba.lcut_for_search,
}

jieba.setLogLevel(logging.ERROR)
with tempfile.TemporaryDirectory() as folder:
    jieba.dt.tmp_dir = folder
    jieba.initialize()
request = json.load(sys.stdin)
for word, frequency in request["words"]:
    jieba.add_word(word, frequency)
json.dump([[MODES[part["mode"]](sentence) for sentence in part["sentences"]] for part in request["parts"]], sys.stdout)
