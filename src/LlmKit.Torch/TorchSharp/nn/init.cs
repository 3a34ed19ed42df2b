using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of weights, written in place without recording. They draw from the generator exactly as PyTorch's.</summary>
        public static class init
        {
            /// <summary>Which side of a weight counts.</summary>
            public enum FanInOut
            {
                FanIn, FanOut,
            }

            /// <summary>What follows the weight.</summary>
            public enum NonlinearityType
            {
                Linear, Conv1D, Conv2D, Conv3D, ConvTranspose1D, ConvTranspose2D, ConvTranspose3D, Sigmoid, Tanh, ReLU, LeakyReLU, SELU,
            }

            public static Tensor constant_(Tensor tensor, Scalar val) => Quietly(Given(tensor), t => t.fill_(val));

            public static Tensor ones_(Tensor tensor) => constant_(Given(tensor), 1);

            public static Tensor zeros_(Tensor tensor) => constant_(Given(tensor), 0);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Quietly(Given(tensor), t => t.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Quietly(Given(tensor), t => t.normal_(mean, std, generator));

            /// <summary>A normal distribution cut off at <paramref name="a"/> and <paramref name="b"/>, by the inverse of its distribution function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                Given(tensor);
                static double Below(double x) => (1 + Erf(x / Math.Sqrt(2))) / 2;
                double low = Below((a - mean) / std), high = Below((b - mean) / std);
                return Quietly(tensor, t =>
                {
                    t.uniform_(2 * low - 1, 2 * high - 1, generator);
                    t.erfinv_().mul_((Scalar)(std * Math.Sqrt(2))).add_((Scalar)mean).clamp_(a, b);
                });
            }

            /// <summary>Ones on the diagonal of a matrix.</summary>
            public static Tensor eye_(Tensor tensor) => Quietly(Given(tensor), t =>
            {
                using var identity = eye(t.size(0), t.size(1), t.dtype, t.device);
                t.copy_(identity);
            });

            /// <summary>Glorot and Bengio 2010: keeps the variance alike forward and backward.</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                Given(tensor);
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = Math.Sqrt(3) * gain * Math.Sqrt(2.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                Given(tensor);
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>He et al. 2015: keeps the variance through layers with rectifiers.</summary>
            /// <param name="a">Slope of the leaky rectifier behind the weight.</param>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                Given(tensor);
                var bound = Math.Sqrt(3) * calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(Given(tensor), 0, calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode)));

            /// <summary>Rows (or columns, whichever are fewer) of length 1 at right angles to each other, by QR.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1, Generator? generator = null)
            {
                Given(tensor);
                if (tensor.ndim < 2) throw TooFewDimensions(tensor);
                return Quietly(tensor, t =>
                {
                    long rows = t.size(0), columns = t.numel() / rows;
                    var flat = empty(rows, columns, t.dtype, t.device).normal_(0, 1, generator);
                    if (rows < columns) flat = flat.t();
                    var (q, r) = Aten.linalg_qr.Call2(flat);
                    q = q * r.diag().sign();
                    if (rows < columns) q = q.t();
                    t.copy_(q.reshape(t.shape)).mul_((Scalar)gain);
                });
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.01) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                NonlinearityType.SELU => 0.75,
                _ => 1,
            };

            /// <summary>Inputs and outputs that each unit of a weight is connected to.</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                Given(tensor);
                if (tensor.ndim < 2) throw TooFewDimensions(tensor);
                var shape = tensor.shape;
                var field = shape[2..].Aggregate(1L, (product, length) => product * length);
                return (shape[1] * field, shape[0] * field);
            }

            private static long Fan(Tensor tensor, FanInOut mode)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return mode == FanInOut.FanIn ? fanIn : fanOut;
            }

            private static Tensor Quietly(Tensor tensor, Action<Tensor> change)
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                change(tensor);
                return tensor;
            }

            private static double Erf(double x) => torch.tensor(x).erf().ToDouble();

            private static ArgumentException TooFewDimensions(Tensor tensor) => new(
                $"A tensor of shape [{string.Join(", ", tensor.shape)}] has no inputs and outputs to count. This initialization needs at least two dimensions.");
        }
    }
}
