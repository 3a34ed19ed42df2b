#!/usr/bin/env python3
"""Tiny models that Debian's fasttext trains and what it predicts with them. Writes fasttext-*.bin, .ftz and fasttext.json.

    FASTTEXT=fasttext python3 make_fasttext.py
"""
import json
import os
import pathlib
import random
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
PROGRAM = os.environ.get("FASTTEXT", "fasttext")
WORDS = {
    "en": "the keeper walks to end of pier and counts ships that have passed before winter storm came harbour light".split(),
    "de": "der Wärter geht bis zum Ende des Stegs und zählt die Schiffe bevor ein Sturm kam Hafen Licht".split(),
    "fr": "le gardien marche jusqu'au bout de la jetée et compte les bateaux avant que tempête soit passée".split(),
    "zh": "守塔人 走到 码头 尽头 数着 船只 在 冬天 的 风暴 之前 灯光 亮了".split(),
    "ru": "смотритель идёт до конца пирса и считает корабли перед зимним штормом свет маяка".split(),
}
dice = random.Random(2)
line = lambda language: " ".join(dice.choices(WORDS[language], k=dice.randint(3, 9)))
weights = [9, 6, 4, 3, 1]
train = [f"__label__{language} {line(language)}" for language in dice.choices(list(WORDS), weights, k=400)]
mixed = [f"{line(dice.choice(list(WORDS)))} {line(dice.choice(list(WORDS)))[:dice.randint(0, 20)]}" for _ in range(30)]
tests = mixed + ["x", "unknown words altogether", "😀 emoji", "ä", "the the the", "lighthouses", "灯塔", "  spaces\tand tabs  "]


def run(*words, text=None):
    return subprocess.run([PROGRAM, *words], input=text, capture_output=True, text=True, check=True).stdout


golden = []
with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder, "train.txt")
    source.write_text("\n".join(train) + "\n")
    common = ["-input", str(source), "-dim", "6", "-bucket", "400", "-epoch", "30", "-thread", "1", "-lr", "0.3"]
    kinds = {"tree.bin": ["-loss", "hs", "-minn", "2", "-maxn", "4", "-wordNgrams", "2"], "plain.bin": ["-loss", "softmax"],
             "tree.ftz": ["-loss", "hs", "-minn", "2", "-maxn", "4"]}
    for name, options in kinds.items():
        made = pathlib.Path(folder, name.split(".")[0] + name[-3:])
        run("supervised", *common, *options, "-output", str(made))
        if name.endswith("ftz"):
            run("quantize", "-input", str(source), "-output", str(made), "-qnorm", "-cutoff", "300")
        (HERE / f"fasttext-{name}").write_bytes(pathlib.Path(f"{made}.{name[-3:]}").read_bytes())
        found = run("predict-prob", str(HERE / f"fasttext-{name}"), "-", "5", text="\n".join(tests) + "\n").splitlines()
        rows = [row.replace("__label__", "").split() for row in found]
        golden.append({"model": f"fasttext-{name}", "predicted": [{"text": t, "labels": r[::2], "probabilities": [float(p) for p in r[1::2]]}
                                                                  for t, r in zip(tests, rows, strict=True)]})
(HERE / "fasttext.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n")
