using System.Diagnostics;
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
    public unsafe partial class Tensor : IDisposable
    {
        // Asked once: a property of the process, and a constant to the compiler from then on.
        private static readonly bool s_hasCuda = Native.llmkit_cuda_count() > 0;
        private nint _handle;
        private long _deviceBytes;

        /// <summary>Takes over one reference.</summary>
        internal Tensor(nint handle)
        {
            _handle = handle;
            if (s_hasCuda) CountDeviceBytes();
            MemoryPressure.Check();
            s_scope?.Own(this);
        }

        ~Tensor() => Free();

        /// <summary>libtorch's tensor.</summary>
        public IntPtr Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                if (_handle == 0) ThrowDisposed();
                return _handle;
            }
        }

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => _handle == 0;

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
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            OwningScope?.Remove(this);
            Free();
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
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            OwningScope?.Remove(this);
            other?.Attach(this);
            return this;
        }

        /// <summary>Makes this object own the native tensor of another, which is left empty.</summary>
        internal void TakeOver(Tensor other)
        {
            Free();
            (_handle, _deviceBytes) = (other._handle, other._deviceBytes);
            (other._handle, other._deviceBytes) = (0, 0);
            other.Dispose();
        }

        private void Free()
        {
            if (_deviceBytes != 0) MemoryPressure.CountDevice(-_deviceBytes);
            _deviceBytes = 0;
            var handle = _handle;
            _handle = 0;
            if (handle != 0) Native.llmkit_tensor_free(handle);
        }

        private void CountDeviceBytes()
        {
            int index;
            if (Native.llmkit_tensor_device(_handle, &index) == (int)DeviceType.CPU) return;
            _deviceBytes = Native.llmkit_tensor_storage_bytes(_handle);
            MemoryPressure.CountDevice(_deviceBytes);
        }

        private static void ThrowDisposed() => throw new ObjectDisposedException(nameof(Tensor),
            "The tensor was disposed, by Dispose or by the scope it was made in. Move it out of the scope with " +
            "MoveToOuterDisposeScope if it is needed later.");
    }
}
