#!/usr/bin/env python3
"""Character references as Python's html.unescape reads them. Writes entities.json."""
import html
import html.entities
import json
import pathlib
import random

dice = random.Random(3)
names = sorted(html.entities.html5)
pieces = ["&", "&#", "&#x", ";", "x", "41", "128", "150", "0", "20013", "1F600", "110000", "d800", "amp", "notit", " ", "=", "中", "99999999999"]
texts = [f"a&{name}b &{name.rstrip(';')} c" for name in dice.sample(names, 150)]
texts += ["".join(dice.choice(pieces) for _ in range(dice.randint(1, 9))) for _ in range(400)]
pairs = [(text, html.unescape(text)) for text in texts]
pathlib.Path(__file__).with_name("entities.json").write_text(json.dumps(pairs, separators=(",", ":")) + "\n")
