using System.Text;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Turns a call that went wrong into an exception that names the operator and what it was given.
/// </summary>
internal static class OperatorMistake
{
    /// <summary>An argument that was disposed or is null, or else libtorch's reason.</summary>
    public static Exception Of(Operator op, ReadOnlySpan<Argument> arguments, string reason)
    {
        var call = Describe(op, arguments);
        var parameters = Parameters(op.Schema);
        for (var i = 0; i < Math.Min(arguments.Length, parameters.Count); i++)
        {
            var (type, name) = parameters[i];
            if (IsDisposed(arguments[i].Reference)) return new ObjectDisposedException(name,
                $"{call}: '{name}' was disposed, by Dispose or by the scope it was made in. Move it out of " +
                "the scope with MoveToOuterDisposeScope if it is needed later.");
            if (arguments[i].Tag == Tag.None && type is "Tensor") return new ArgumentNullException(name,
                $"{call}: '{name}' is null, where a tensor must be.");
        }

        return new TorchException(call, reason);
    }

    /// <summary>
    /// The operator with its arguments, such as <c>matmul(float32[2, 3], float32[2, 3])</c>.
    /// </summary>
    public static string Describe(Operator op, ReadOnlySpan<Argument> arguments)
    {
        var name = op.Name.StartsWith("aten::", StringComparison.Ordinal) ? op.Name[6..] : op.Name;
        var text = new StringBuilder(name).Append('(');
        for (var i = 0; i < arguments.Length; i++)
            text.Append(i == 0 ? "" : ", ").Append(arguments[i].ToString());
        return text.Append(')').ToString();
    }

    /// <summary>
    /// Types, without marks of aliasing, and names of a schema such as
    /// <c>aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)</c>.
    /// </summary>
    internal static List<(string Type, string Name)> Parameters(string schema)
    {
        var parameters = new List<(string, string)>();
        var depth = 0;
        var start = schema.IndexOf('(', StringComparison.Ordinal) + 1;
        for (var i = start; i < schema.Length && depth >= 0; i++)
        {
            if (schema[i] is '(' or '[') depth++;
            if (schema[i] is ')' or ']') depth--;
            if (depth >= 0 && (depth > 0 || schema[i] != ',')) continue;

            if (Parameter(schema[start..i].Trim()) is { } parameter) parameters.Add(parameter);
            start = i + 1;
        }

        return parameters;
    }

    private static (string, string)? Parameter(string text)
    {
        if (text is "" or "*") return null;
        var declared = text.Split('=')[0];
        var space = declared.LastIndexOf(' ');
        var (type, name) = (declared[..space], declared[(space + 1)..]);
        var open = type.IndexOf('(', StringComparison.Ordinal);
        return (open < 0 ? type : type[..open] + type[(type.IndexOf(')', open) + 1)..], name);
    }

    private static bool IsDisposed(object? reference) => reference switch
    {
        Tensor tensor => tensor.IsInvalid,
        Tensor?[] tensors => tensors.Any(tensor => tensor is { IsInvalid: true }),
        _ => false,
    };
}
