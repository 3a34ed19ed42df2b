"""The peer of bench/run signatures: MinHash as datasketch and datatrove compute it, with hashlib and numpy. Each line names a
file of texts, one a line; the answer is the seconds for the signatures and their sum."""
import hashlib
import struct
import sys
import time

import numpy as np

PRIME = np.uint64((1 << 61) - 1)
LOW = np.uint64((1 << 32) - 1)
DELETED = str.maketrans("", "", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
source = np.random.RandomState(1)
A, B = (source.randint(least, PRIME, dtype=np.uint64, size=(1, 112)) for least in (1, 0))
hash32 = lambda data: struct.unpack("<I", hashlib.sha1(data).digest()[:4])[0]


def sign(text, n=5):
    words = text.lower().translate(DELETED).split()
    grams = [hash32(" ".join(words[i:i + n]).encode()) for i in range(max(1, len(words) - n + 1))]
    shingles = np.fromiter(grams, dtype=np.uint64).reshape(-1, 1)
    with np.errstate(over="ignore"):
        return np.min(((shingles * A + B) % PRIME) & LOW, axis=0)


print("ready", flush=True)
for line in sys.stdin:
    with open(line.strip(), encoding="utf-8") as file:
        texts = file.read().split("\n")
    start = time.perf_counter()
    total = sum(int(sign(text).sum()) for text in texts if text.split())
    print(f"{time.perf_counter() - start} {total}", flush=True)
