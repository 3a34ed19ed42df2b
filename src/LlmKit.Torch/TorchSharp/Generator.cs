using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the generators of all devices, and returns the CPU's.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.Check(Native.llmkit_manual_seed((ulong)seed), $"manual_seed({seed})");
        return random.default_generator;
    }

    /// <summary>Random numbers for the whole program.</summary>
    public static class random
    {
        /// <summary>The CPU's generator, which operators use when they are given none.</summary>
        public static Generator default_generator => Generator.OfDevice(CPU);

        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed() => default_generator.initial_seed();

        public static Tensor get_rng_state() => default_generator.get_state();

        public static void set_rng_state(Tensor new_state) => default_generator.set_state(new_state);
    }

    /// <summary>A stream of random numbers on one device. The same seed gives the same stream as in PyTorch.</summary>
    public sealed unsafe class Generator : IDisposable
    {
        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            device ??= CPU;
            nint handle;
            Native.Check(Native.llmkit_generator_new((int)device.type, device.index, seed, &handle), $"Generator({device})");
            _handle = handle;
            this.device = device;
        }

        private Generator(nint handle, Device device)
        {
            _handle = handle;
            this.device = device;
        }

        ~Generator() => Free();

        public Device device { get; }

        internal nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == 0, this);
                return _handle;
            }
        }

        internal static Generator OfDevice(Device device)
        {
            nint handle;
            Native.Check(Native.llmkit_generator_default((int)device.type, device.index, &handle), $"default generator of {device}");
            return new(handle, device);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.llmkit_generator_seed(Handle, (ulong)seed), $"Generator.manual_seed({seed})");
            return this;
        }

        /// <summary>The seed that the stream started from.</summary>
        public long initial_seed()
        {
            ulong seed;
            Native.Check(Native.llmkit_generator_initial_seed(Handle, &seed), "Generator.initial_seed()");
            return (long)seed;
        }

        /// <summary>Everything needed to go on from here, as bytes.</summary>
        public Tensor get_state()
        {
            nint state;
            Native.Check(Native.llmkit_generator_get_state(Handle, &state), "Generator.get_state()");
            return new(state);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.llmkit_generator_set_state(Handle, value.Handle), $"Generator.set_state({Argument.Describe(value)})");
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            Native.llmkit_generator_free(_handle);
            _handle = 0;
        }
    }
}
