using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;

namespace LlmKit.Torch.Tests;

/// <summary>What other code may rely on: TorchSharp's members by name, and our own additions.</summary>
public sealed class SurfaceTests
{
    private static readonly Dictionary<string, Type> s_types = new()
    {
        ["torch"] = typeof(torch),
        ["torch.Tensor"] = typeof(torch.Tensor),
        ["torch.TensorIndex"] = typeof(torch.TensorIndex),
        ["torch.nn"] = typeof(torch.nn),
        ["torch.nn.Module"] = typeof(torch.nn.Module),
        ["torch.nn.Module<T, TResult>"] = typeof(torch.nn.Module<,>),
        ["ModuleExtensionMethods"] = typeof(ModuleExtensionMethods),
        ["torch.nn.functional"] = typeof(torch.nn.functional),
        ["torch.nn.init"] = typeof(torch.nn.init),
        ["torch.nn.utils"] = typeof(torch.nn.utils),
        ["torch.optim"] = typeof(torch.optim),
        ["torch.optim.Optimizer"] = typeof(torch.optim.Optimizer),
        ["Modules.OptimizerHelper"] = typeof(OptimizerHelper),
        ["Modules.AdamW.ParamGroup"] = typeof(AdamW.ParamGroup),
        ["torch.optim.lr_scheduler"] = typeof(torch.optim.lr_scheduler),
        ["torch.optim.lr_scheduler.LRScheduler"] = typeof(torch.optim.lr_scheduler.LRScheduler),
        ["torch.autograd"] = typeof(torch.autograd),
        ["torch.autograd.SingleTensorFunction<T>"] = typeof(torch.autograd.SingleTensorFunction<>),
        ["DisposeScope"] = typeof(DisposeScope),
        ["TensorAccessor<T>"] = typeof(TensorAccessor<>),
        ["torch.Device"] = typeof(torch.Device),
        ["torch.cuda"] = typeof(torch.cuda),
        ["torch.Generator"] = typeof(torch.Generator),
    };

    private static readonly HashSet<string> s_exceptions =
    [
        .. File.ReadLines(Path.Combine(Folder(), "exceptions.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')),
    ];

    public static TheoryData<string> Names => [.. s_types.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_listed_member_of_TorchSharp_is_there(string name)
    {
        var ours = Signature.OfType(s_types[name]).ToHashSet();

        var missing = Listed(name).SelectMany(Signature.OfLine).Where(member => !ours.Contains(member))
            .Select(member => $"{name}: {member}").Where(member => !s_exceptions.Contains(member));

        Assert.True(!missing.Any(), $"Missing, or otherwise than TorchSharp:\n{string.Join("\n", missing)}");
    }

    [Fact]
    public void Every_listed_type_is_compared() =>
        Assert.Equal(s_types.Keys.Order(), Lines().Where(IsHeading).Select(line => line[2..]).Distinct().Order());

    [Fact]
    public void Every_exception_is_needed()
    {
        var missing = s_types.SelectMany(type => Listed(type.Key).SelectMany(Signature.OfLine)
            .Except(Signature.OfType(type.Value)).Select(member => $"{type.Key}: {member}"));

        Assert.Empty(s_exceptions.Except(missing));
    }

    private static IEnumerable<string> Listed(string name)
    {
        var heading = "";
        foreach (var line in Lines())
        {
            if (IsHeading(line)) heading = line[2..];
            else if (heading == name && line.Length > 0) yield return line;
        }
    }

    private static bool IsHeading(string line) => line.StartsWith("# ", StringComparison.Ordinal);

    private static string[] Lines() => File.ReadAllLines(Path.Combine(Folder(), "torchsharp-surface.txt"));

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "Surface");
}
