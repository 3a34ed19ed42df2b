#!/usr/bin/env python3
"""Signatures by the published formula of datasketch and datatrove, with numpy and hashlib. Writes minhash.json.

A place is the least (a * h + b) mod (2**61 - 1), cut to 32 bits, over the hashes h = first four bytes of SHA-1; the product
wraps at 64 bits as numpy's does. datasketch draws a and b in turns, datatrove all a first, both from RandomState(seed).
"""
import hashlib
import json
import pathlib
import re
import struct
import unicodedata

import numpy as np
from scipy.integrate import quad

PRIME = np.uint64((1 << 61) - 1)
LOW = np.uint64((1 << 32) - 1)


def draw(places, seed, in_turns):
    source = np.random.RandomState(seed)
    one = lambda least: source.randint(least, PRIME, dtype=np.uint64)
    if in_turns:
        pairs = [(one(1), one(0)) for _ in range(places)]
        return np.array(pairs, dtype=np.uint64).T
    return (source.randint(1, PRIME, dtype=np.uint64, size=places), source.randint(0, PRIME, dtype=np.uint64, size=places))


def sign(shingles, places, seed, in_turns):
    a, b = draw(places, seed, in_turns)
    hashes = np.array([struct.unpack("<I", hashlib.sha1(s.encode()).digest()[:4])[0] for s in shingles], dtype=np.uint64)
    with np.errstate(over="ignore"):
        return [int(x) for x in (((hashes[:, None] * a + b) % PRIME) & LOW).min(axis=0)]


def best(threshold, places):
    area = lambda b, r, low, high, miss: quad(lambda s: ((1 - s**r) ** b) if miss else 1 - (1 - s**r) ** b, low, high)[0]
    errors = ((0.5 * area(b, r, 0, threshold, False) + 0.5 * area(b, r, threshold, 1, True), (b, r))
              for b in range(1, places + 1) for r in range(1, places // b + 1))
    return min(errors, key=lambda pair: pair[0])[1]


texts = [
    "the quick brown fox jumps over the lazy dog and runs away",
    "it's a well-known fact (1998) that Don't-Care rows cost 1,250.50 each; see [3]!",
    "one two",
    "  \n tabs\tand   lines\nare SPACE  too ",
    "supercalifragilisticexpialidocious pneumonoultramicroscopicsilicovolcanoconiosis floccinaucinihilipilification "
    "antidisestablishmentarianism hippopotomonstrosesquippedaliophobia",
]
# The steps of datatrove's simplify_text in its order; its list of signs is the ASCII ones, these, and control characters.
SIGNS = set(map(chr, [*range(9), *range(11, 32), *range(127, 160)])) | {chr(c) for c in range(33, 127) if not chr(c).isalnum()} | set(
    "—”％１〈、━【「」，】；“《„’∶´．（–？！：～«〉》）。…►»")


def simple(text):
    text = re.sub(r"\s+", " ", text.lower().strip())
    text = "".join(c for c in text if c not in SIGNS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return re.sub(r"\d+", "0", text).strip()


def is_spaceless(letter):
    return any(low <= ord(letter) <= high for low, high in (
        (0x3005, 0x3005), (0x3007, 0x3007), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF),
        (0x20000, 0x323AF)))


def words_of(text):
    return "".join(f" {c} " if is_spaceless(c) else c for c in simple(text)).split()


def shingled(text, n=5):
    words = words_of(text)
    return [" ".join(words[i:i + n]) for i in range(max(1, len(words) - n + 1))]


# A sample of every block, each character between words so that one that is dropped, folded or taken apart shows.
letters = [c for c in map(chr, [*range(0x21, 0x250), *range(0x250, 0x3000, 13), *range(0x3000, 0x10000, 97), *range(0x10000, 0x1F700, 401)])
           if not 0xD800 <= ord(c) < 0xE000 and unicodedata.category(c) not in ("Cn", "Co", "Cs") and c not in "ſ"]
texts += [
    "Crème brûlée à la façon d’Émile – déjà-vu “naïve” Ångström, ½ Straße İstanbul ﬁne",
    "ΛΟΓΟΣ λόγος Σ ΣΟΦΙΑΣ Ἀχιλλεύς ἄνδρα μοι ἔννεπε Μοῦσα",
    "Tiếng Việt có dấu: Người ta nói 1.234,5 và 12́3 điều",
    "한국어 문장은 띄어쓰기를 합니다 그리고 받침이 있다",
    "がぎぐげご パピプペポ 日本語の文章、濁点もある。",
    "中文的句子，有标点：《红楼梦》第１２回（上）① ‘话’说…",
    "हिन्दी में मात्राएँ १२३ और नुक़्ता",
    "• one ‹two› 3 € four © five → six ‰ seven № eight",
]
texts += [" ".join(f"a{c}b {c}1" for c in letters[i:i + 400]) for i in range(0, len(letters), 400)]


golden = {
    "datasketch": [{"set": shingled(t), "seed": seed, "signature": sign(shingled(t), 128, seed, True)} for t in texts[:2] for seed in (1, 42)],
    "datatrove": [{"text": t, "signature": sign(shingled(t), 112, 1, False)} for t in texts],
    "bands": [{"threshold": t, "places": p, "best": best(t, p)} for t in (0.5, 0.7, 0.8, 0.9) for p in (64, 128)],
}
pathlib.Path(__file__).with_name("minhash.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
