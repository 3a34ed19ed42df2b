#!/usr/bin/env python3
"""Writes entities.txt: the named character references of the HTML standard, as Python's html.entities holds them."""
import html.entities
import pathlib

rows = [f"{name} {' '.join(f'{ord(c):x}' for c in text)}" for name, text in sorted(html.entities.html5.items())]
pathlib.Path(__file__).with_name("entities.txt").write_text("\n".join(rows) + "\n")
