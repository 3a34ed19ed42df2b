using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace LlmKit.Bench;

/// <summary>What one call of an operator on tiny tensors costs: the way in and out, not the arithmetic.</summary>
internal static class OperatorBench
{
    private const int Calls = 40_000;
    private const int WarmUp = 12;     // rounds until the compiler's last tier is in place

    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 15;
        set_num_threads(1);
        using var peer = new Peer("peer_operators.py", "1");

        Console.WriteLine($"# {Statistics.Machine}; 1 thread; median of {rounds} alternating rounds of {Calls} calls; result disposed");
        Console.WriteLine($"{"operator",-12} {"autograd",-8} {"C# ns",8} {"Python ns",10} {"ratio",6}");
        foreach (var grad in new[] { false, true })
        {
            var cases = Cases(grad);
            foreach (var (name, call) in cases)
            {
                List<double> ours = [], theirs = [];
                for (var round = -WarmUp; round < rounds; round++)
                {
                    var own = Measure(call);
                    var other = double.Parse(peer.Ask($"{name}|{(grad ? "on" : "off")}|{Calls}"), CultureInfo.InvariantCulture);
                    if (round < 0) continue;
                    ours.Add(own);
                    theirs.Add(other);
                }

                var ratio = Statistics.Median(ours.Zip(theirs, (a, b) => a / b));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-12} {(grad ? "on" : "off"),-8} {Statistics.Median(ours),8:F0} {Statistics.Median(theirs),10:F0} {ratio,6:F2}"));
            }
        }

        return 0;
    }

    private static double Measure(Func<Tensor> call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++) call().Dispose();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }

    private static List<(string, Func<Tensor>)> Cases(bool grad)
    {
        var one = rand(1, requires_grad: grad);
        var other = rand(1, requires_grad: grad);
        var square = rand(2, 2, requires_grad: grad);
        var x = rand(1, 4);
        var weight = rand(4, 4, requires_grad: grad);
        var bias = rand(4, requires_grad: grad);
        var row = rand(1, 4, requires_grad: grad);
        var linear = new LlmKit.Torch.Operator("linear");
        return
        [
            ("add", () => one + other),
            ("mul", () => one * other),
            ("matmul 2x2", () => matmul(square, square)),
            ("softmax", () => softmax(row, 1)),
            ("linear", () => linear.Call(x, weight, bias)),
        ];
    }
}
