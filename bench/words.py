"""The same as words.csx, for bench/run scripts."""
import sys
from collections import Counter

seed = 12345
syllables = ["ka", "lo", "mi", "ne", "ru", "sa", "ti", "vo"]


def following():
    global seed
    seed = (seed * 1664525 + 1013904223) % 2**32
    return seed >> 16


def word():
    return "".join(syllables[following() % 8] for _ in range(following() % 3, 3))


count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
text = [word() for _ in range(count)]
counts = sorted(Counter(text).items(), key=lambda found: (-found[1], found[0]))
lengths = Counter(map(len, text))
print(f"{len(text)} words, {len(counts)} different, the longest {max(text, key=len)}")
for found, times in counts[:3]:
    print(f"{found} {times} {100 * times / len(text):.1f} %")
for length, times in sorted(lengths.items()):
    print(f"{length} letters: {times}")
checksum = 17
for found in text:
    checksum = (checksum * 31 + len(found)) % 2**32
print(f"checksum {checksum}")
