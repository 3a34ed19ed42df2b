"""Writes agreement.json: Cohen's kappa by scikit-learn, Fleiss' kappa and Krippendorff's alpha by nltk.

Debian: python3-sklearn, python3-nltk. Run: /usr/bin/python3 make_agreement.py
"""
import json
import pathlib
import random

from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import interval_distance
from sklearn.metrics import cohen_kappa_score

draw = random.Random(11)
cases = []
for number in range(24):
    annotators, classes, items = draw.randint(2, 5), draw.randint(2, 6), draw.randint(5, 60)
    noise, gaps = draw.random(), draw.choice([0, 0, 0.2])
    rows = []
    for _ in range(items):
        truth = draw.randrange(classes)
        row = [draw.randrange(classes) if draw.random() < noise else truth for _ in range(annotators)]
        rows.append([None if draw.random() < gaps else answer for answer in row])
    case = {"classes": classes, "rows": rows}
    pairs = [(row[0], row[1]) for row in rows if row[0] is not None and row[1] is not None]
    if len({answer for pair in pairs for answer in pair}) > 1:
        first, second = zip(*pairs)
        labels = list(range(classes))
        case["cohen"] = [cohen_kappa_score(first, second, labels=labels, weights=w) for w in (None, "linear", "quadratic")]
    data = [(f"a{a}", f"i{i}", answer) for i, row in enumerate(rows) if sum(x is not None for x in row) > 1
            for a, answer in enumerate(row) if answer is not None]
    case["nominal"] = AnnotationTask(data=data).alpha()
    case["interval"] = AnnotationTask(data=data, distance=interval_distance).alpha()
    if gaps == 0:
        case["fleiss"] = AnnotationTask(data=data).pi()  # of many annotators this is Fleiss' kappa; multi_kappa is another
    cases.append(case)
path = pathlib.Path(__file__).with_name("agreement.json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('},{"classes', '},\n{"classes') + "\n")
