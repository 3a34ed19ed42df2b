"""Writes semantics.json: small templates with what Debian's python3-jinja2 makes of them.

    python3 make_semantics.py
"""
import json
import pathlib
import subprocess
import sys

VARIABLES = {
    "n": 7, "x": 2.5, "s": "Hello, World", "zh": "你好𝒜世界", "empty": "", "yes": True, "no": False, "nil": None,
    "list": [3, 1, 2], "words": ["b", "A", "c", "a"], "mixed": [1, "a", None, True, 2.0, [1, 2], {"k": "v"}],
    "d": {"b": 2, "a": 1, "C": 3}, "deep": {"a": {"b": [10, {"c": "end"}]}},
    "people": [{"name": "Eve", "age": 30, "on": True}, {"name": "adam", "age": 25}, {"name": "Bob", "age": 30, "on": False}],
    "text": "  one\ntwo\n\n  three  \n", "html": "<a href='x'>&\"</a>",
    "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}, {"role": "user", "content": "Hm"}],
}

EXPRESSIONS = r"""
1 + 2 * 3|7 // 2|-7 // 2|7 % -3|-7 % 3|7 / 2|6 / 2|2 ** 10|2 ** -1|2 ** 3 ** 2|-2 ** 2|7.5 // 2|-7.5 % 2|1e3|1.5e-7|1e16|1e15|123456789.123|0.1 + 0.2
100000000000000000.0|1/3|True + 1|true and 0|0 or 'x'|not 0|not nil|1 < 2 < 3|1 < 3 < 2|3 > 2 >= 2 == 2|1 == 1.0|1 == true|'a' < 'b'|'a' == 1|nil == nil
[1,2] == [1,2]|(1,2) == [1,2]|{'a':1} == {'a':1.0}|[1,2] < [1,3]|'B' < 'a'|'￿' < '𝒜'|n is odd|n is even|n is divisibleby 7|n is divisibleby(2)|n is number
x is float|n is integer|yes is integer|yes is number|yes is boolean|s is string|list is iterable|s is iterable|n is iterable|d is mapping|list is sequence|nothing is defined
nothing is undefined|nil is none|nil is not none|nothing is none|yes is true|no is false|n is true|n is eq 7|n is equalto 7|n is gt 5|n is lessthan 5|n is in [7]|'a' is in 'cat'
'a' is lower|'A' is upper|s is sameas s|1 in list|9 not in list|'a' in d|'ell' in s|'' in s|1 in [1.0]|nothing in list|'x' in nothing|not 1 in list
list[0]|list[-1]|list[9]|s[0]|s[-1]|s[99]|zh[2]|zh[3]|zh[-2:]|zh[::-1]|s[1:5]|s[:-3]|s[::2]|s[::-1]|list[::-1]|list[1:]|list[:99]|list[-2:]|list[5:]|messages[1:][0].role|s[-100:3]
(1,2,3)[1:]|list[2:0:-1]|d.a|d['a']|d.get('a')|d.get('zz')|d.get('zz', 5)|d.zz|d['zz']|deep.a.b[1].c|deep['a']['b'][0]|deep.a.b.1.c|messages[0].content|messages|length
d.items() | list|d.keys() | list|d.values() | list|d|list|mixed|(1,)|()|(1,2)|{}|[]|{'a': [1, (2, 3)], 2: none}|'it\'s'|"it's"|['it\'s', "q\"", 'b\\', '\n\t\r', '\x00\x7f', 'é', '你', '\u200b', '𝒜', '\xa0', '\u3000']
nil|yes|nothing|nothing.x|nil.x|nil.x.y|n.x|s.nope|list.nope|n ~ s ~ nil ~ yes ~ 1.0|'a' ~ nothing|'a' + 'b'|'a' 'b'|'a' + 1|1 + 'a'|'a' * 3|3 * 'ab'|[0] * 3|'a' * -1|list + [4]|(1,) + (2,)|list + (1,)
'x' if yes else 'y'|'x' if no else 'y'|'x' if no|'a' if no else 'b' if no else 'c'|(1 if yes else 2) + 1|s.upper()|s.lower()|s.title()|"they're bill's x-y_z 2nd".title()|s.capitalize()|s.swapcase()|s.split(', ')
'a b  c '.split()|'a b  c '.split(' ')|'a,b,c'.split(',', 1)|'a,b,c'.rsplit(',', 1)|'a b c'.rsplit(none, 1)|' a b c '.split(none, 1)|''.split()|''.split(',')|'abc'.split('')|s.replace('l', 'L')|s.replace('l', 'L', 1)|s.replace('', '-')|zh.replace('', '-', 2)
s.startswith('He')|s.startswith(('x', 'He'))|s.endswith('ld')|s.endswith('x')|s.startswith('W', 7)|s.find('o')|s.find('o', 5)|s.rfind('o')|s.find('zz')|s.index('W')|s.index('zz')|s.count('l')|s.count('')|zh.find('世')
'  x '.strip() ~ '|'|'  x '.lstrip() ~ '|'|'  x '.rstrip() ~ '|'|'xxaxx'.strip('x')|'<think>a'.lstrip('<think>')|'\x1c\x85\u3000x\u200b'.strip()|','.join(['a', 'b'])|','.join([1, 2])|'-'.join('abc')|'a\nb\r\nc\n'.splitlines()|'a\nb'.splitlines(true)
'12'.isdigit()|'a1'.isalnum()|'ab'.isalpha()|' '.isspace()|''.isdigit()|'AB'.isupper()|'ab1'.islower()|'Ab Cd'.istitle()|'5'.zfill(3)|'-5'.zfill(4)|'ab'.ljust(4) ~ '|'|'ab'.rjust(4)|'ab'.center(5) ~ '|'|'abc'.center(6) ~ '|'|'abc'.center(8, '*')|'a-b-c'.partition('-')|'a-b-c'.rpartition('-')|'a'.partition('-')
'prefix-x'.removeprefix('prefix-')|'x.py'.removesuffix('.py')|'{} and {}'.format(1, 'b')|'{0}{1}{0}'.format('a', 'b')|'{name}'.format(name='N')|'{{}}'.format()|'%s is %d' % ('a', 5)|'%5.2f|%-5s|%05d|%+d|%%' % (3.14159, 'ab', 42, 7)|'%s' % 5|'%r' % 'a'|'%x' % 255|'%(a)s' % {'a': 1}|'%s' % (1, 2)
s | upper|s | lower|'hello wORLD foo-bar (baz' | title|'hELLO' | capitalize|text | trim|'xxax' | trim('x')|n | string ~ 'a'|'42' | int|'4.7' | int|'x' | int|'x' | int(9)|'0x1f' | int(base=16)|'ff' | int(0, 16)|4.9 | int|-4.9 | int|nil | int|'3.5' | float|'x' | float|7 | float|'1e3' | float|-5 | abs|-2.5|abs|(-3) | abs
2.5 | round|3.5 | round|42.55 | round(1)|0.125 | round(2)|2.675 | round(2)|42 | round|42.55 | round(1, 'floor')|42.55 | round(1, 'ceil')|1234 | round(-2)|list | length|s | length|zh | length|d | length|nothing | length|n | length|list | first|list | last|[] | first|s | first|zh | last|list | sum|[] | sum|people | sum(attribute='age')|list | min|list | max|words | min|words | max(case_sensitive=true)
list | sort|list | sort(reverse=true)|words | sort|words | sort(case_sensitive=true)|people | sort(attribute='name') | map(attribute='name') | list|people | sort(attribute='age,name') | map(attribute='name') | join|people | sort(attribute='age', reverse=true) | map(attribute='name') | join(',')|words | unique | list|[1, 1.0, true, 2] | unique | list|list | reverse | list|s | reverse|d | dictsort|d | dictsort(true)|d | dictsort(by='value', reverse=true)|d | items | list
list | join|list | join(', ')|people | join(', ', attribute='name')|words | map('upper') | list|people | map(attribute='age') | list|people | map(attribute='on', default='-') | list|people | map(attribute='on') | list|mixed | map('string') | list|list | map('round', 1) | list|s | list|list | select | list|[0, 1, '', 'a'] | select | list|list | select('odd') | list|list | reject('odd') | list|list | select('>', 1) | list|list | select('in', [1, 2]) | list
people | selectattr('on') | map(attribute='name') | list|people | selectattr('on', 'defined') | map(attribute='name') | list|people | rejectattr('on') | map(attribute='name') | list|people | selectattr('age', 'equalto', 30) | list | length|messages | selectattr('role', '==', 'user') | map(attribute='content') | join('|')|people | groupby('age') | list | length|people | map(attribute='name') | map('lower') | sort | join
nothing | default('x')|nil | default('x')|'' | default('x', true)|nothing | d|nothing.x | default('y')|html | escape|html | e|html | striptags|'a b&c/d' | urlencode|{'a b': 1} | urlencode|text | indent|'a\n\nb' | indent(2)|'a\nb' | indent(2, true)|'a\n\nb' | indent(2, false, true)|'a\nb' | indent('> ')|'foo bar baz qux' | truncate(9)|'foo bar baz qux' | truncate(9, true)|'foo bar baz qux' | truncate(11, false, '...', 0)|'a b c' | wordcount|'x' | center(5) ~ '|'
[1,2,3,4,5] | batch(2) | list|[1,2,3] | batch(2, 'x') | list|[1,2,3,4,5] | slice(2) | map('list') | list|[1,2,3,4] | slice(3, 'x') | map('list') | list|13 | filesizeformat|13000000 | filesizeformat|'%s-%s' | format(1, 2)|d | attr('zz')|s | replace('l', 'L')|s | replace('l', 'L', 1)|n | replace('7', '8')
d | tojson|mixed | tojson|people | tojson(indent=2)|people[0] | tojson(indent=4)|'é你𝒜"\\/\n\x01\x7f' | tojson|'é𝒜' | tojson(ensure_ascii=true)|{'b': 1, 'a': 2} | tojson(sort_keys=true)|[1.0, 1e20, 1e-7, 0.1] | tojson|[] | tojson(indent=2)|{} | tojson|nil | tojson|nothing | tojson|{1: 2, none: 3, true: 4} | tojson|{'a': [1, 2]} | tojson(separators=(',', ':'))|[[], {}] | tojson(indent=1)|html | tojson
range(3) | list|range(1, 4) | list|range(5, 0, -2) | list|range(0) | list|dict(a=1, b=2)|dict(d, z=1) | length|namespace(a=1).a|list.append(4)|d.update({'a': 2})|s.__class__|[].__len__|list.index(2)|list.count(1)|(1, 2).index(2)|strftime_now('%Y-%m-%d %H:%M:%S %d %B %b %A %a %j %p %I %y %e %-d %-m %%')|raise_exception('no')|nope()|n()|s | nope|s is nope|yes | nope if no else 1
-s|+n|-x|-n | abs|not s|1 // 0|1 % 0|1 / 0|0.0 // 0|'a' < 1|nil < 1|list < 1|{[1]: 2}|n.zz|1_000|0x1F|0b101|0o17|'a\
b'|'\x41\u4f60\U0001d49c\101\q'|"\"'"|[1, 2,]|(1, 2,)|{'a': 1,}|n|string|n == 7 and s|n in (7, 8)|1 if n is defined else 2|n is defined and n > 3|list is not defined|loop is defined|[*list]|s.upper().lower().title()|(s)[0]|s | upper | lower | length|'a' if '' else nothing
""".strip()

STATEMENTS = [
    "a\n", "a\n\n", "a\r\nb\rc", "{% if yes %}\n  x\n{% endif %}\ny", "  {% if yes %}  \n  x\n  {% endif %}  \ny", "a {%- if yes -%} b {%- endif -%} c",
    "  {%+ if yes %}x{% endif %}", "{% if yes +%}\nx{% endif %}", "  {{ n }}  \n  {{- n -}}  \n {{ n }}", "{# c #}\nx", "  {# c #}\n x", "a {#- c -#} b", "{# a {{ b }} #}x", "{##}x", "a{#-#} b",
    "{% raw %}{{ n }} {% if %}{% endraw %}x", "{% raw -%}  a  {%- endraw %}", "{% raw %}\n a\n{% endraw %}\nb", "x\n  {% raw %}a{% endraw %}", "{{ '}}' }}", "{{ {'a': {'b': 1}}['a']['b'] }}", "{{ '{%' }}", "{ {n} }", "{%if yes%}x{%endif%}", "{{n}}{{s}}",
    "{% if no %}a{% elif n > 5 %}b{% else %}c{% endif %}", "{% for i in list %}{{ i }}{% endfor %}", "{% for i in [] %}x{% else %}none{% endfor %}", "{% for i in list if i > 1 %}{{ i }}{{ loop.index }}{{ loop.last }}{% endfor %}", "{% for i in list if i > 9 %}x{% else %}none{% endfor %}",
    "{% for i in list %}{{ loop.index }}/{{ loop.index0 }}/{{ loop.revindex }}/{{ loop.revindex0 }}/{{ loop.first }}/{{ loop.last }}/{{ loop.length }} {% endfor %}", "{% for i in list %}{{ loop.previtem }}-{{ loop.nextitem }} {% endfor %}", "{% for i in list %}{{ loop.cycle('a', 'b') }}{% endfor %}", "{% for i in [1,1,2] %}{{ loop.changed(i) }}{% endfor %}", "{% for a in list %}{% for b in list %}{{ loop.depth }}{{ loop.index }}{% endfor %}{% endfor %}",
    "{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k in d %}{{ k }}{% endfor %}", "{% for (a, b) in [(1, 2), (3, 4)] %}{{ a + b }} {% endfor %}", "{% for a, b in [(1, 2, 3)] %}x{% endfor %}", "{% for c in zh %}{{ c }}|{% endfor %}", "{% for i in n %}x{% endfor %}", "{% for i in nil %}x{% endfor %}", "{% for i in nothing %}x{% endfor %}", "{% for i in nothing.x %}x{% endfor %}", "{% for i in 1, 2 %}{{ i }}{% endfor %}",
    "{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% break %}", "{% set a = 1 %}{% for i in list %}{% set a = a + i %}{{ a }} {% endfor %}{{ a }}", "{% set ns = namespace(a=1) %}{% for i in list %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}", "{% set ns.a = 1 %}", "{% set n.a = 1 %}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set a, b = 1 %}", "{% set a = 1, 2 %}{{ a }}", "{% set a %}x{{ n }}{% endset %}{{ a }}", "{% set a | upper | trim %} x{{ s }} {% endset %}{{ a }}", "{% if yes %}{% set a = 5 %}{% endif %}{{ a }}", "{% set true = 1 %}",
    "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, 3) }} {{ m(b=4, a=5) }} {{ m() }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(c=2) }}", "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, k=4) }}", "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}in{% endcall %}", "{% macro m() %}{{ caller(5) }}{% endmacro %}{% call(v) m() %}v={{ v }}{% endcall %}", "{% macro f(i) %}{{ i }}{% if i > 0 %}{{ f(i - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "{% set a = 1 %}{% macro m() %}{{ a }}{% endmacro %}{% set a = 2 %}{{ m() }}", "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(3) }}", "{% for i in list %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}", "{% macro m() %}{% set z = 3 %}{{ z }}{% endmacro %}{{ m() }}{{ z }}", "{% macro m(x) %}{{ x | upper }}{% endmacro %}{{ m('a') | length }}{{ m }}", "{% macro m(a=1, b) %}{% endmacro %}",
    "{% filter upper %}a{{ s }}{% endfilter %}", "{% filter replace('a', 'b') | upper %}banana{% endfilter %}", "{% with a = 1, b = n %}{{ a + b }}{% endwith %}{{ a }}", "{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q }}", "{% with a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{% endwith %}",
    "{% generation %}a{% endgeneration %}b", "x{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}!{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}", "𝒜{% generation %}𝒜b{% endgeneration %}", "{% generation %}{% set a = 1 %}{% endgeneration %}{{ a }}", "{% generation %}\n  x\n{% endgeneration %}\ny",
    "{% if %}", "{% if yes %}", "{% endif %}", "{{ }}", "{{ n", "{% if yes %", "{# x", "{% raw %}x", "{{ 1 + }}", "{{ (1 }}", "{{ 1) }}", "{{ [1 }}", "{{ n. }}", "{{ n | }}", "{{ n is }}", "{{ 'a }}", "{{ n ! }}", "{% nope %}", "{% for i list %}{% endfor %}", "{% for in list %}{% endfor %}", "{% set %}", "{% set a = %}", "{{ f(a=1, 2) }}", "{{ n is defined is defined }}", "{% else %}", "{% if yes %}{% endfor %}", "{% include 'x' %}", "{{ n n }}", "{{ a = 1 }}", "{% set x = %}", "{{ 'a' in }}", "{% macro %}{% endmacro %}", "{{ {1} }}", "{{ n if }}",
    "{{ messages[0]['role'] }}{{ messages | map(attribute='role') | unique | join(',') }}", "{% set m = messages[-1] %}{{ m['content'] | trim ~ '.' }}", "{{ '<|' ~ messages[0].role ~ '|>' + messages[0].content }}", "{% for m in messages if m.role == 'user' %}{{ loop.index }}{{ m.content }}{% endfor %}", "{% for m in messages[1:] %}{{ m.content }}{{ ',' if not loop.last }}{% endfor %}", "{%- for m in messages %}\n    {{- m.role }}\n{%- endfor %}\n", "{% if not messages %}a{% elif messages | length > 2 %}b{% endif %}", "{% if messages[0].role != 'system' and not no %}ok{% endif %}", "{{ messages | selectattr('role', 'in', ['user', 'tool']) | list | length }}", "{% set x = messages | rejectattr('role', 'equalto', 'user') | first %}{{ x.content }}{{ x.nope is defined }}",
    "{{ a.b.c }}", "{{ d.a.b }}", "{{ d.zz.b }}", "{{ nothing + 1 }}", "{{ 1 + nothing }}", "{{ nothing == nothing2 }}", "{{ nothing < 1 }}", "{{ nothing | upper }}", "{{ nothing | int }}", "{{ nothing() }}", "{{ [nothing] }}", "{% if nothing %}x{% endif %}{% if not nothing %}y{% endif %}", "{{ nothing ~ nothing }}", "{{ nothing or 5 }}", "{{ list | join(nothing) }}", "{{ {'a': nothing}.a is defined }}",
]


def main():
    folder = pathlib.Path(__file__).parent
    lines = EXPRESSIONS.replace("'a\\\nb'", "'a\\\0b'").split("\n")
    # The bar separates cases, so filters are written with blanks around theirs.
    expressions = [part for line in lines for part in split(line)]
    templates = ["{{ " + expression.replace("\0", "\n") + " }}" for expression in expressions] + STATEMENTS
    cases = [{"template": template, "variables": VARIABLES} for template in templates]
    answer = subprocess.run([sys.executable, folder / "render.py"], input=json.dumps(cases), capture_output=True, text=True, check=True)
    results = [{"template": case["template"], **result} for case, result in zip(cases, json.loads(answer.stdout))]
    lines = ",\n".join("    " + json.dumps(result) for result in results)
    text = '{\n  "variables": ' + json.dumps(VARIABLES) + ',\n  "cases": [\n' + lines + "\n  ]\n}\n"
    (folder / "semantics.json").write_text(text)
    errors = sum("error" in result for result in results)
    print(f"{len(results)} cases, {errors} of them errors")


def split(line):
    """Cuts at bars without blanks before them, outside of strings."""
    part, quote = "", None
    for i, c in enumerate(line):
        if quote is None and c in "'\"":
            quote = c
        elif quote == c and not line[:i].endswith("\\"):
            quote = None
        if c == "|" and quote is None and line[i - 1] != " " and line[i + 1:i + 2] != " ":
            yield part
            part = ""
        else:
            part += c
    yield part


main()
