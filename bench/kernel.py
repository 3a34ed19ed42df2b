"""`bench/run kernel`: the C# kernel beside ipykernel, alternating, through the same client (jupyter_client).

Prints medians and ratios. Needs Debian's python3-ipykernel and the program built.
"""
import os
import queue
import statistics
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROUNDS, CELLS, DECLARING = 5, 200, 1000

NATIVE_LINES = """
[System.Runtime.InteropServices.DllImport("libc")] static extern int puts(string text);
for (var i = 0; i < 100_000; i++) puts(i.ToString());
"""

ENDLESS = {
    "a loop": "while (true) { }",
    "a sleep": "Thread.Sleep(60000);",
    "an await": "await Task.Delay(60000);",
    "a query": "Enumerable.Range(0, int.MaxValue).Sum(i => (long)Math.Sqrt(i))",
    "all processors": "Parallel.For(0, int.MaxValue, i => { Math.Sqrt(i); });",
}

CSHARP_20 = """
record Point(double X, double Y);
var points = Enumerable.Range(0, 100).Select(i => new Point(i, i * i)).ToList();
double Mean(IEnumerable<double> values)
{
    var (sum, count) = (0.0, 0);
    foreach (var value in values)
    {
        sum += value;
        count++;
    }
    return sum / count;
}
var meanX = Mean(points.Select(p => p.X));
var meanY = Mean(points.Select(p => p.Y));
var covariance = Mean(points.Select(p => (p.X - meanX) * (p.Y - meanY)));
var variance = Mean(points.Select(p => (p.X - meanX) * (p.X - meanX)));
var slope = covariance / variance;
var intercept = meanY - slope * meanX;
var text = $"{slope:F2} {intercept:F2}";
text
"""

PYTHON_20 = """
from collections import namedtuple
Point = namedtuple("Point", "x y")
points = [Point(i, i * i) for i in range(100)]
def mean(values):
    total, count = 0.0, 0
    for value in values:
        total += value
        count += 1
    return total / count

mean_x = mean(p.x for p in points)
mean_y = mean(p.y for p in points)
covariance = mean((p.x - mean_x) * (p.y - mean_y) for p in points)
variance = mean((p.x - mean_x) * (p.x - mean_x) for p in points)
slope = covariance / variance
intercept = mean_y - slope * mean_x
text = f"{slope:.2f} {intercept:.2f}"
text
"""


class Side:
    def __init__(self, argv, language, interrupt_mode):
        self.start = time.perf_counter()
        self.manager = KernelManager(kernel_name="python3")
        self.manager._kernel_spec = KernelSpec(argv=argv, display_name="x", language=language, interrupt_mode=interrupt_mode)
        self.manager.start_kernel(stderr=open(os.devnull, "w"))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.kernel_info()
        while self.client.get_shell_msg(timeout=60)["msg_type"] != "kernel_info_reply":
            pass
        self.ready = time.perf_counter() - self.start

    def first(self):
        """Seconds from the start to the first reply; then waits until the subscription to outputs has arrived."""
        request = self.client.execute("1+1")
        while self.client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        seconds = time.perf_counter() - self.start
        while True:
            self.client.kernel_info()
            try:
                self.client.get_iopub_msg(timeout=0.2)
                return seconds
            except queue.Empty:
                pass

    def run(self, code):
        start = time.perf_counter()
        request = self.client.execute(code)
        while self.client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        replied = time.perf_counter() - start
        text = []
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                text.append(message["content"]["text"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return replied, time.perf_counter() - start, "".join(text)

    def interrupt(self, code):
        """Seconds from an interrupt, sent 0.2 s after the cell, to the cell's reply."""
        request = self.client.execute(code)
        time.sleep(0.2)
        start = time.perf_counter()
        self.manager.interrupt_kernel()
        while self.client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        return time.perf_counter() - start

    def complete(self, code):
        start = time.perf_counter()
        request = self.client.complete(code, len(code))
        while self.client.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != request:
            pass
        return time.perf_counter() - start

    def resident(self):
        with open(f"/proc/{self.manager.provisioner.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def csharp():
    return Side([os.path.join(ROOT, "llmkit"), "kernel", "run", "{connection_file}"], "C#", "message")


def python():
    return Side([sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "python", "signal")


def measure(new, twenty, lines, half):
    side = new()
    ready = side.ready
    first = side.first()
    time.sleep(1)
    warm = [side.run("1+1")[0] for _ in range(CELLS)]
    side.end()

    side = new()
    side.first()
    long = []
    for _ in range(25):
        side.run("1+1")
        long.append(side.run(twenty)[0])
    resident = side.resident()
    _, printed, text = side.run(lines)
    assert len(text.splitlines()) == 100_000, len(text.splitlines())
    side.complete(half)
    completed = statistics.median(side.complete(half) for _ in range(20))
    side.end()
    return {
        "start to kernel_info_reply, s": ready, "start to first 1+1, s": first,
        "1+1, ms": 1000 * statistics.median(warm), "1+1, cells 11-30, ms": 1000 * statistics.median(warm[10:30]),
        "1+1, cells 181-200, ms": 1000 * statistics.median(warm[-20:]), "20 lines, ms": 1000 * statistics.median(long),
        "100,000 printed lines, s": printed, "completion, ms": 1000 * completed, "resident after 50 cells, MB": resident,
    }


def stops():
    side = csharp()
    side.first()
    rows = {f"interrupt of {name}, ms": 1000 * statistics.median(side.interrupt(code) for _ in range(10)) for name, code in ENDLESS.items()}
    _, rows["100,000 lines of a native library, s"], text = side.run(NATIVE_LINES)
    assert len(text.splitlines()) == 100_000, len(text.splitlines())
    side.end()
    return rows


def declares(new, cell):
    side = new()
    side.first()
    for i in range(DECLARING):
        side.run(cell.replace("#", str(i)))
    resident = side.resident()
    side.end()
    return resident


def main():
    os.chdir(tempfile.mkdtemp())
    rows = {"C#": [], "Python": []}
    for _ in range(ROUNDS):
        rows["C#"].append(measure(csharp, CSHARP_20, "for (var i = 0; i < 100_000; i++) Console.WriteLine(i);", "Console.Wri"))
        rows["Python"].append(measure(python, PYTHON_20, "for i in range(100_000): print(i)", "import os; os.pa"))
    print(f"{'':42}{'C#':>10}{'ipykernel':>11}{'ratio':>8}   (median of {ROUNDS} alternating rounds)")
    for name in rows["C#"][0]:
        ours, theirs = (statistics.median(row[name] for row in rows[side]) for side in ("C#", "Python"))
        print(f"{name:42}{ours:10.3f}{theirs:11.3f}{ours / theirs:8.2f}", flush=True)
    ours, theirs = declares(csharp, "var v# = #; int F#(int n) => n + v#;"), declares(python, "v# = #\ndef f#(n): return n + v#")
    print(f"{f'resident after {DECLARING} declaring cells, MB':42}{ours:10.3f}{theirs:11.3f}{ours / theirs:8.2f}")
    for name, value in stops().items():
        print(f"{name:42}{value:10.3f}", flush=True)


if __name__ == "__main__":
    main()
