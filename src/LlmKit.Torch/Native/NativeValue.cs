using System.Runtime.InteropServices;

namespace LlmKit.Torch;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers of <c>llmkit_tag</c> in llmkit.h.</summary>
internal enum Tag
{
    Default = 0, None = 1, Tensor = 2, Int = 3, Double = 4, Bool = 5, IntList = 6, DoubleList = 7, BoolList = 8,
    TensorList = 9, String = 10, Device = 11, Generator = 12, Complex = 13,
}

/// <summary>One argument or result on its way through the shim; <c>llmkit_value</c> in llmkit.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)] public Tag Tag;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}
