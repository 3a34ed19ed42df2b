"""Renders templates with Debian's python3-jinja2, set up as Hugging Face's transformers sets it up.

    python3 render.py < cases.json > results.json

A case is {"template": …, "variables": {…}}; a result is {"text": …, "spans": [[start, end], …]} or {"error": …}. Offsets count UTF-16.
"""
import functools
import json
import sys
from datetime import datetime

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def __init__(self, environment):
        super().__init__(environment)
        self.blocks, self.spans = [], []

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_record"), [], [], body).set_lineno(line)

    def _record(self, caller):
        text = caller()
        start = length("".join(self.blocks))
        if text:
            self.spans.append([start, start + length(text)])
        return text


def length(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


ENVIRONMENT = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
ENVIRONMENT.filters["tojson"] = tojson
ENVIRONMENT.globals["raise_exception"] = raise_exception
ENVIRONMENT.globals["strftime_now"] = lambda form: datetime(2026, 3, 7, 14, 5, 9).strftime(form)
GENERATION = next(e for e in ENVIRONMENT.extensions.values() if isinstance(e, Generation))


@functools.lru_cache(maxsize=None)
def parse(template):
    return ENVIRONMENT.from_string(template)


def render(case):
    GENERATION.blocks, GENERATION.spans = [], []
    try:
        for block in parse(case["template"]).generate(**case.get("variables", {})):
            GENERATION.blocks.append(block)
        return {"text": "".join(GENERATION.blocks), "spans": GENERATION.spans}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


json.dump([render(case) for case in json.load(sys.stdin)], sys.stdout)
