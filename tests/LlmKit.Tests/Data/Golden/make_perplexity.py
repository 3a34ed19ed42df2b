#!/usr/bin/env python3
"""Perplexities of interpolated Kneser-Ney over characters, by the definition and without shared counts. Writes perplexity.json.

Chen and Goodman 1999, section 4.1.6: the highest order discounts how often an n-gram occurs, the lower ones how many different
characters stand before it; each order has D = n1 / (n1 + 2 n2); the lowest is mixed with the uniform distribution over the
characters seen and one for all others. Texts begin after marks.

nltk (Debian's python3-nltk) has one discount for all orders and no uniform distribution. With those the definition here has to give
its probabilities, and is checked to do so first.
"""
import json
import math
import pathlib
from fractions import Fraction

from nltk.lm import KneserNeyInterpolated, Vocabulary

MARK = "\x02"


def grams(texts, n, order):
    for text in texts:
        marked = [MARK] * (order - 1) + list(text)
        for end in range(order, len(marked) + 1):
            yield tuple(marked[end - n:end])


def model(texts, order, only_discount=None):
    counts = {}
    for n in range(1, order + 1):
        counts[n] = {}
        if n == order:
            for gram in grams(texts, n, order):
                counts[n][gram] = counts[n].get(gram, 0) + 1
        else:
            for gram in set(grams(texts, n + 1, order)):
                counts[n][gram[1:]] = counts[n].get(gram[1:], 0) + 1
    discount = {}
    for n, table in counts.items():
        once, twice = (sum(1 for c in table.values() if c == k) for k in (1, 2))
        discount[n] = only_discount or Fraction(once, once + 2 * twice)
        assert 0 < discount[n] < 1
    alphabet = {c for text in texts for c in text}

    def probability(context, letter):
        n = len(context) + 1
        if only_discount and not context:
            return Fraction(counts[1].get((letter,), 0), sum(counts[1].values()))
        lower = probability(context[1:], letter) if context else Fraction(1, len(alphabet) + 1)
        followers = {gram: c for gram, c in counts[n].items() if gram[:-1] == context}
        if not followers:
            return lower
        total = sum(followers.values())
        seen = max(Fraction(0), followers.get(context + (letter,), 0) - discount[n])
        return (seen + discount[n] * len(followers) * lower) / total

    def perplexity(text):
        marked = [MARK] * (order - 1) + list(text)
        logs = [math.log(probability(tuple(marked[i - order + 1:i]), marked[i])) for i in range(order - 1, len(marked))]
        return math.exp(-sum(logs) / len(logs))

    return perplexity, probability


def check(texts, order, unseen):
    """The definition gives nltk's probabilities behind every context of the texts, and behind one that does not occur."""
    discount = Fraction(1, 4)
    _, probability = model(texts, order, discount)
    peer = KneserNeyInterpolated(order, discount=float(discount), vocabulary=Vocabulary([MARK, *(c for text in texts for c in text)]))
    peer.fit([gram for n in range(1, order + 1) for gram in grams([text], n, order)] for text in texts)
    letters = sorted({c for text in texts for c in text})
    contexts = {gram[:-1] for gram in grams(texts, order, order)} | {(unseen,) * (order - 1)}
    for context in contexts:
        for letter in letters:
            assert math.isclose(probability(context, letter), peer.unmasked_score(letter, context), rel_tol=1e-12), (context, letter)
    return len(contexts) * len(letters)


cases = []
english = ["the tide is low and the ships are slow", "the keeper counts the ships as they go", "a tide that is high keeps the ships in the bay", "they say that the sea is salty"]
chinese = ["潮水退了，船都慢了。", "守塔的人数着船，船走了。", "潮水涨了，船都在港里。", "人们说海水是咸的，潮水也是。"]
for texts, tests in ((english, ["the ships are low", "qzx jvk", "Tide!"]), (chinese, ["潮水涨了，船走了。", "天上有鸟", "the sea"])):
    for order in (1, 2, 3, 5):
        if order > 1:
            print(f"order {order}: {check(texts, order, '#')} probabilities are nltk's")
        try:
            measure, _ = model(texts, order)
        except AssertionError:
            continue
        cases.append({"texts": texts, "order": order, "perplexities": [{"text": t, "value": measure(t)} for t in tests]})
pathlib.Path(__file__).with_name("perplexity.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
