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
simple = lambda text: [w for w in "".join(c for c in " ".join(text.lower().split()) if c not in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""").split() if w]


def shingled(text, n=5):
    words = [re.sub(r"\d+", "0", w) for w in simple(text)]
    return [" ".join(words[i:i + n]) for i in range(max(1, len(words) - n + 1))]


golden = {
    "datasketch": [{"set": shingled(t), "seed": seed, "signature": sign(shingled(t), 128, seed, True)} for t in texts[:2] for seed in (1, 42)],
    "datatrove": [{"text": t, "signature": sign(shingled(t), 112, 1, False)} for t in texts],
    "bands": [{"threshold": t, "places": p, "best": best(t, p)} for t in (0.5, 0.7, 0.8, 0.9) for p in (64, 128)],
}
pathlib.Path(__file__).with_name("minhash.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
