using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make pads.
public static partial class torch
{
    public static partial class nn
    {
        public static ConstantPad1d ConstantPad1d(long padding, double value) => new(padding, value);

        /// <param name="padding">Before and after the last dimension, then the one before, and so on.</param>
        public static ConstantPad1d ConstantPad1d((long, long) padding, double value) =>
            new(padding, value);

        public static ConstantPad2d ConstantPad2d(long padding, double value) => new(padding, value);

        public static ConstantPad2d ConstantPad2d((long, long, long, long) padding, double value) =>
            new(padding, value);

        public static ConstantPad3d ConstantPad3d(long padding, double value) => new(padding, value);

        public static ConstantPad3d ConstantPad3d((long, long, long, long, long, long) padding,
            double value) =>
            new(padding, value);

        public static ZeroPad2d ZeroPad2d(long padding) => new(padding);

        public static ZeroPad2d ZeroPad2d((long, long, long, long) padding) => new(padding);

        public static ReflectionPad1d ReflectionPad1d(long padding) => new(padding);

        public static ReflectionPad1d ReflectionPad1d((long, long) padding) => new(padding);

        public static ReflectionPad2d ReflectionPad2d(long padding) => new(padding);

        public static ReflectionPad2d ReflectionPad2d((long, long, long, long) padding) => new(padding);

        public static ReflectionPad3d ReflectionPad3d(long padding) => new(padding);

        public static ReflectionPad3d ReflectionPad3d(
            (long, long, long, long, long, long) padding) => new(padding);

        public static ReplicationPad1d ReplicationPad1d(long padding) => new(padding);

        public static ReplicationPad1d ReplicationPad1d((long, long) padding) => new(padding);

        public static ReplicationPad2d ReplicationPad2d(long padding) => new(padding);

        public static ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) => new(padding);

        public static ReplicationPad3d ReplicationPad3d(long padding) => new(padding);

        public static ReplicationPad3d ReplicationPad3d(
            (long, long, long, long, long, long) padding) => new(padding);
    }
}
