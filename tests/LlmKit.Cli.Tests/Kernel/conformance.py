"""Jupyter's own tests of a kernel (jupyter_kernel_test), with code samples in C#.

The kernel under test is the one named in KERNEL_NAME, found by JUPYTER_PATH.
"""
import os
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["KERNEL_NAME"]
    language_name = "C#"
    file_extension = ".cs"

    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    code_generate_error = 'throw new InvalidOperationException("wrong");'
    code_clear_output = "ClearOutput();"
    code_inspect_sample = "Console.WriteLine"

    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "var text = \"a\"; text.Subs", "matches": {"Substring"}},
        {"text": "Math.Sq", "matches": {"Sqrt"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 1;", "for (var i = 0; i < 3; i++) { }", "// nothing"]
    incomplete_code_samples = ["for (var i = 0; i < 3; i++) {", "var x = Math.Max(1,", "class A {", "var s = \"\"\"\n"]
    invalid_code_samples = ["var 1x = ;", "}", "if (true) ) { }"]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"中文"', "result": "中文"},
        {"code": "new[] { 1, 2, 3 }", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>bold</b>"));', "mime": "text/html"},
        {"code": '"$x^2$".DisplayAs("text/latex");', "mime": "text/latex"},
        {"code": 'display(1);', "mime": "text/plain"},
    ]
    code_history_pattern = "6 * 7"
    supported_history_operations = ("tail", "range", "search")
    code_page_something = ""


if __name__ == "__main__":
    unittest.main(verbosity=2)
