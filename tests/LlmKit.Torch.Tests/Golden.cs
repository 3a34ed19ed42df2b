using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>A tensor in a golden file: flat, row by row; complex numbers are pairs.</summary>
internal sealed record GoldenTensor(long[] Shape, string Dtype, double[] Data)
{
    public ScalarType Type => Dtype switch
    {
        "bool" => ScalarType.Bool,
        "uint8" => ScalarType.Byte,
        "int32" => ScalarType.Int32,
        "int64" => ScalarType.Int64,
        "float16" => ScalarType.Float16,
        "bfloat16" => ScalarType.BFloat16,
        "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        "complex64" => ScalarType.ComplexFloat32,
        _ => throw new InvalidDataException($"The golden file has a tensor of {Dtype}; name its type here."),
    };

    public Tensor ToTensor(bool requiresGrad = false)
    {
        var tensor = Type == ScalarType.ComplexFloat32
            ? view_as_complex(torch.tensor(Data, [.. Shape, 2], float32)).clone()
            : torch.tensor(Data, Shape, Type);
        return requiresGrad ? tensor.requires_grad_() : tensor;
    }
}

/// <summary>
/// Numbers that python3-torch computed, written by Golden/make_goldens.py, and their comparison with ours.
/// </summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Dictionary<string, T> Load<T>(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Folder(), file));
        return JsonSerializer.Deserialize<Dictionary<string, T>>(stream, s_options)!;
    }

    /// <summary>
    /// The same type and shape, and each element within <c>absolute + relative · |expected|</c>; whole
    /// numbers and bools are equal. Without a tolerance that of the type is taken: 1e-5 for float32, 1e-12
    /// for float64, one unit in the last place for the half types.
    /// </summary>
    public static void Near(GoldenTensor expected, Tensor actual, string what, double? relative = null,
        double? absolute = null)
    {
        Assert.True(expected.Type == actual.dtype, $"{what}: expected {expected.Dtype}, got {actual.dtype}.");
        Assert.True(expected.Shape.SequenceEqual(actual.shape),
            $"{what}: expected the shape {Text(expected.Shape)}, got {Text(actual.shape)}.");

        var tolerance = relative ?? expected.Dtype switch
        {
            "float32" or "complex64" => 1e-5,
            "float64" => 1e-12,
            "float16" => 1.0 / 1024,
            "bfloat16" => 1.0 / 128,
            _ => 0,
        };
        var floor = absolute ?? tolerance / 5;
        var given = Numbers(actual);
        for (var i = 0; i < given.Length; i++)
        {
            var (e, a) = (expected.Data[i], given[i]);
            var same = double.IsFinite(e) ? Math.Abs(e - a) <= floor + tolerance * Math.Abs(e) : e.Equals(a);
            Assert.True(same, string.Create(CultureInfo.InvariantCulture,
                $"{what}: element {i + 1} of {given.Length}: expected {e}, got {a}; " +
                $"allowed is a difference of {floor + tolerance * Math.Abs(e)}."));
        }
    }

    /// <summary>The elements in rows; complex numbers as pairs.</summary>
    public static double[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach();
        if (plain.is_complex()) plain = s_resolveConj.Call(plain).view_as_real();
        return plain.to(float64).data<double>().ToArray();
    }

    /// <summary>
    /// The loss that the goldens' gradients belong to: the sum of each output times its weight.
    /// </summary>
    public static Tensor WeightedLoss(IReadOnlyList<Tensor> outputs, IReadOnlyList<GoldenTensor?> weights)
    {
        Tensor? loss = null;
        foreach (var (output, weight) in outputs.Zip(weights))
        {
            if (weight is null) continue;
            var real = output.is_complex() ? s_resolveConj.Call(output).view_as_real() : output;
            var part = (real * weight.ToTensor()).sum();
            loss = loss is null ? part : loss + part;
        }

        return loss ?? throw new InvalidDataException("The golden case has gradients and no weights.");
    }

    /// <summary>
    /// The goldens that no call belongs to although <paramref name="surface"/> has a method of their name.
    /// What is not written yet is no failure; what is written must be compared.
    /// </summary>
    public static IEnumerable<string> Uncompared(IEnumerable<string> goldens, IEnumerable<string> calls,
        Type surface)
    {
        var methods = surface.GetMethods().Select(method => method.Name).ToHashSet();
        return goldens.Except(calls).Where(name => methods.Contains(name.Split('.')[0]));
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";

    private static readonly Operator s_resolveConj = new("resolve_conj");

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden");
}
