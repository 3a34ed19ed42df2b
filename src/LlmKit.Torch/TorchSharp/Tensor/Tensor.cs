using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A rectangular block of numbers of one type on one device, with as many dimensions as wanted; it can record
    /// what is done with it, so that gradients follow.
    /// </summary>
    /// <remarks>
    /// Owns one reference to libtorch's tensor. It is given back by <see cref="Dispose()"/>, by the dispose scope that
    /// the tensor was made in, or in the end by the garbage collector, on which the native bytes press.
    /// In-place operators (their names end in <c>_</c>) return the tensor itself, as in PyTorch.
    /// </remarks>
    [DebuggerDisplay("{DebuggerText,nq}")]
    [TypeFormatterSource(typeof(TensorFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
    public partial class Tensor : IDisposable
    {
        private NativeTensor? _native;

        /// <summary>Takes over one reference.</summary>
        internal Tensor(nint handle)
        {
            _native = NativeTensor.Own(handle);
            MemoryPressure.Check();
            s_scope?.Own(this);
        }

        /// <summary>Takes the native tensor from another object, which is left empty; no scope owns the new one.</summary>
        internal Tensor(Tensor source)
        {
            ObjectDisposedException.ThrowIf(source._native is null, source);
            _native = source._native;
            source._native = null;
            source.OwningScope?.Remove(source);
        }

        /// <summary>libtorch's tensor.</summary>
        public IntPtr Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                var native = _native;
                if (native is null) ThrowDisposed();
                return native.Handle;
            }
        }

        /// <summary>libtorch's tensor; 0 for null or where it was disposed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static nint HandleOrZero(Tensor? tensor) => tensor?._native is { } native ? native.Handle : 0;

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => _native is null;

        internal DisposeScope? OwningScope { get; set; }

        internal int ScopeIndex { get; set; }

        private string DebuggerText => IsInvalid ? "disposed" : Argument.Describe(this);

        /// <summary>Another owner of the same libtorch tensor.</summary>
        public Tensor alias()
        {
            var handle = Native.llmkit_tensor_retain(Handle);
            GC.KeepAlive(this);
            return new(handle);
        }

        public void Dispose()
        {
            OwningScope?.Remove(this);
            _native?.Release();
            _native = null;
        }

        /// <summary>Takes the tensor out of its scope: it lives until it is disposed or collected.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Remove(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope around the one that owns it.</summary>
        public Tensor MoveToOuterDisposeScope() => OwningScope?.MoveToOuter(this) ?? this;

        /// <summary>Hands the tensor to the scope that owns <paramref name="other"/>.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(Given(other).OwningScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            OwningScope?.Remove(this);
            other?.Attach(this);
            return this;
        }

        [DoesNotReturn]
        private static void ThrowDisposed() => throw new ObjectDisposedException(nameof(Tensor),
            "The tensor was disposed, by Dispose or by the scope it was made in. Move it out of the scope with " +
            "MoveToOuterDisposeScope if it is needed later.");
    }
}
