#!/usr/bin/env python3
"""What datatrove's filters say of texts made from data/samples. Writes quality.json.

    PYTHONPATH=<datatrove>/src python3 make_quality.py

quality.json was made with copies of datatrove's filters that were typed in from its published files. Bounds, names and the order of
the rules were compared with the repository: C4 at 10c0046, repetition at 06c98b0, Gopher's quality at 5c254fa. Two rules are
those of later files: FineWeb's leave out blank lines, and stop words are counted once each.

Words are what stands between spaces, or for Chinese each sign that is no space, so that both sides part them alike; sentences
end with a stop and a space. Everything else is datatrove's.
"""
import importlib
import json
import pathlib
import random
import re
import types

HERE = pathlib.Path(__file__)
SAMPLES = HERE.parents[4] / "data" / "samples"
language = "en"
words = lambda text, *_: text.split() if language == "en" else [c for c in text if not c.isspace()]
sentences = lambda text, *_: re.split(r"(?<=[.!?]) +", text)
filters = {}
for module, name in [("gopher_quality_filter", "GopherQualityFilter"), ("gopher_repetition_filter", "GopherRepetitionFilter"),
                     ("fineweb_quality_filter", "FineWebQualityFilter"), ("c4_filters", "C4QualityFilter")]:
    loaded = importlib.import_module(f"datatrove.pipeline.filters.{module}")
    loaded.split_into_words, loaded.split_into_sentences = words, sentences
    filters[name] = getattr(loaded, name)


def judge(name, text, **options):
    document = types.SimpleNamespace(text=text)
    verdict = filters[name](**options).filter(document)
    return {"rule": "" if verdict is True else verdict[1], "text": document.text if verdict is True and name == "C4QualityFilter" else None}


def spoilt(text, dice):
    lines = [line for line in re.split(r"\n+", text) if line]
    chosen = dice.sample(lines, min(len(lines), dice.randint(1, 5)))
    if dice.random() < 0.3:
        chosen = [part for line in chosen for part in re.split(r"(?<=[.。]) *", line) if part]
    for _ in range(dice.randint(0, 4)):
        at = dice.randrange(len(chosen))
        line = chosen[at]
        chosen[at] = dice.choice([
            lambda: line + "...", lambda: "• " + line, lambda: "- " + line[:40], lambda: line + " # # # # #", lambda: line[:20],
            lambda: line + " {", lambda: line.rstrip(".。"), lambda: line + " [12] See our Privacy Policy.", lambda: "12 34 56 78 90 " * 9,
            lambda: line + " Enable JavaScript.", lambda: line + "…", lambda: "Lorem ipsum dolor sit. " + line, lambda: "a b c d e f " * 7,
            lambda: "incomprehensibilities " * 8, lambda: "\n" + line])()
        if dice.random() < 0.35:
            chosen += [dice.choice(chosen)] * dice.randint(1, 4)
    return dice.choice(["\n", "\n\n"]).join(chosen)


cases = []
for language, chinese in [("en", False), ("zh", True)]:
    dice = random.Random(7)
    prose = (SAMPLES / f"prose.{language}.txt").read_text()
    stops = ["的", "了", "是", "在", "不", "有", "和", "人", "这", "為", "为", "與", "与", "之", "也"]
    quality = dict(min_avg_word_length=1, max_non_alpha_words_ratio=0.7, stop_words=stops) if chinese else {}
    ends = dict(stop_chars=tuple(".!?\"'”’。！？"))
    web = dict(ends, short_line_length=12, new_line_ratio=0.15) if chinese else ends
    for _ in range(60):
        text = spoilt(prose, dice)
        cases.append({"language": language, "text": text,
                      "quality": judge("GopherQualityFilter", text, **quality), "repetition": judge("GopherRepetitionFilter", text),
                      "fineweb": judge("FineWebQualityFilter", text, **web), "c4": None if chinese else judge("C4QualityFilter", text)})
HERE.with_name("quality.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
