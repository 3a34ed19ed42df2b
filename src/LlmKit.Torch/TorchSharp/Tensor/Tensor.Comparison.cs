using LlmKit.Torch;

namespace TorchSharp;

// Comparisons: element by element, a tensor of bools; of whole tensors, one bool.
public static partial class torch
{
    public static Tensor eq(Tensor input, Tensor target) => Given(input).eq(target);

    public static Tensor eq(Tensor input, Scalar target) => Given(input).eq(target);

    public static Tensor ne(Tensor input, Tensor target) => Given(input).ne(target);

    public static Tensor ne(Tensor input, Scalar target) => Given(input).ne(target);

    public static Tensor lt(Tensor input, Tensor target) => Given(input).lt(target);

    public static Tensor lt(Tensor input, Scalar target) => Given(input).lt(target);

    public static Tensor le(Tensor input, Tensor target) => Given(input).le(target);

    public static Tensor le(Tensor input, Scalar target) => Given(input).le(target);

    public static Tensor gt(Tensor input, Tensor target) => Given(input).gt(target);

    public static Tensor gt(Tensor input, Scalar target) => Given(input).gt(target);

    public static Tensor ge(Tensor input, Tensor target) => Given(input).ge(target);

    public static Tensor ge(Tensor input, Scalar target) => Given(input).ge(target);

    public static Tensor not_equal(Tensor input, Tensor target) => Given(input).not_equal(target);

    public static Tensor less(Tensor input, Tensor target) => Given(input).less(target);

    public static Tensor less_equal(Tensor input, Tensor target) => Given(input).less_equal(target);

    public static Tensor greater(Tensor input, Tensor target) => Given(input).greater(target);

    public static Tensor greater_equal(Tensor input, Tensor target) => Given(input).greater_equal(target);

    public static bool equal(Tensor input, Tensor target) => Given(input).equal(target);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
        Given(tensor).allclose(target, rtol, atol, equal_nan);

    public static Tensor isclose(Tensor input, Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
        Given(input).isclose(other, rtol, atol, nanEqual);

    public static Tensor isin(Tensor input, Tensor test_elements) => Given(input).isin(test_elements);

    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.eq_Tensor.Call(this, target);

        public Tensor eq(Scalar target) => Aten.eq_Scalar.Call(this, target);

        public Tensor ne(Tensor target) => Aten.ne_Tensor.Call(this, target);

        public Tensor ne(Scalar target) => Aten.ne_Scalar.Call(this, target);

        public Tensor lt(Tensor target) => Aten.lt_Tensor.Call(this, target);

        public Tensor lt(Scalar target) => Aten.lt_Scalar.Call(this, target);

        public Tensor le(Tensor target) => Aten.le_Tensor.Call(this, target);

        public Tensor le(Scalar target) => Aten.le_Scalar.Call(this, target);

        public Tensor gt(Tensor target) => Aten.gt_Tensor.Call(this, target);

        public Tensor gt(Scalar target) => Aten.gt_Scalar.Call(this, target);

        public Tensor ge(Tensor target) => Aten.ge_Tensor.Call(this, target);

        public Tensor ge(Scalar target) => Aten.ge_Scalar.Call(this, target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>Whether both have the same shape and the same elements.</summary>
        public bool equal(Tensor target) => Aten.equal.CallScalar(this, target).ToBoolean();

        /// <summary>Whether <c>|this − target| ≤ atol + rtol · |target|</c> everywhere.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            Aten.allclose.CallScalar(this, target, rtol, atol, equal_nan).ToBoolean();

        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            Aten.isclose.Call([this, other, rtol, atol, nanEqual]);

        public Tensor isin(Tensor test_elements) => Aten.isin_Tensor_Tensor.Call(this, test_elements);
    }
}
