"""Writes class_weights.json: scikit-learn's balanced class weights.

Debian: python3-sklearn. Run: /usr/bin/python3 make_class_weights.py
"""
import json
import pathlib

import numpy as np
from sklearn.utils.class_weight import compute_class_weight

cases = []
for counts in [[5, 5], [1, 99], [10, 20, 30, 40], [7], [3, 1, 1000, 12, 12]]:
    labels = np.repeat(np.arange(len(counts)), counts)
    cases.append({"counts": counts, "weights": compute_class_weight("balanced", classes=np.arange(len(counts)), y=labels).tolist()})
pathlib.Path(__file__).with_name("class_weights.json").write_text("[" + ",\n".join(map(json.dumps, cases)) + "]\n")
