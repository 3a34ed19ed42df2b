using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// The tensor whose method does the work of a static function; null is refused by both names.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Tensor Given([NotNull] Tensor? tensor,
        [CallerArgumentExpression(nameof(tensor))] string parameter = "",
        [CallerMemberName] string function = "")
    {
        if (tensor is null) ThrowNull(parameter, function);
        return tensor;
    }

    [DoesNotReturn]
    private static void ThrowNull(string parameter, string function) =>
        throw new ArgumentNullException(parameter,
            $"{function}: '{parameter}' is null, where a tensor must be.");
}
