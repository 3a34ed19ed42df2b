using LlmKit.Torch;

namespace TorchSharp;

// Functions that work on each element by itself, with broadcasting: shapes are aligned at their last dimensions, and a dimension of 1 is repeated.
public static partial class torch
{
    public static Tensor abs(Tensor input) => Given(input).abs();

    public static Tensor acos(Tensor input) => Given(input).acos();

    public static Tensor acosh(Tensor input) => Given(input).acosh();

    public static Tensor asin(Tensor input) => Given(input).asin();

    public static Tensor asinh(Tensor input) => Given(input).asinh();

    public static Tensor atan(Tensor input) => Given(input).atan();

    public static Tensor atanh(Tensor input) => Given(input).atanh();

    public static Tensor ceil(Tensor input) => Given(input).ceil();

    public static Tensor cos(Tensor input) => Given(input).cos();

    public static Tensor cosh(Tensor input) => Given(input).cosh();

    public static Tensor deg2rad(Tensor input) => Given(input).deg2rad();

    public static Tensor digamma(Tensor input) => Given(input).digamma();

    public static Tensor erf(Tensor input) => Given(input).erf();

    public static Tensor erfc(Tensor input) => Given(input).erfc();

    public static Tensor erfinv(Tensor input) => Given(input).erfinv();

    public static Tensor exp(Tensor input) => Given(input).exp();

    public static Tensor exp2(Tensor input) => Given(input).exp2();

    public static Tensor expm1(Tensor input) => Given(input).expm1();

    public static Tensor floor(Tensor input) => Given(input).floor();

    public static Tensor frac(Tensor input) => Given(input).frac();

    public static Tensor lgamma(Tensor input) => Given(input).lgamma();

    public static Tensor log(Tensor input) => Given(input).log();

    public static Tensor log10(Tensor input) => Given(input).log10();

    public static Tensor log1p(Tensor input) => Given(input).log1p();

    public static Tensor log2(Tensor input) => Given(input).log2();

    public static Tensor neg(Tensor input) => Given(input).neg();

    public static Tensor rad2deg(Tensor input) => Given(input).rad2deg();

    public static Tensor reciprocal(Tensor input) => Given(input).reciprocal();

    public static Tensor round(Tensor input) => Given(input).round();

    public static Tensor rsqrt(Tensor input) => Given(input).rsqrt();

    public static Tensor sigmoid(Tensor input) => Given(input).sigmoid();

    public static Tensor sign(Tensor input) => Given(input).sign();

    public static Tensor sin(Tensor input) => Given(input).sin();

    public static Tensor sinc(Tensor input) => Given(input).sinc();

    public static Tensor sinh(Tensor input) => Given(input).sinh();

    public static Tensor sqrt(Tensor input) => Given(input).sqrt();

    public static Tensor square(Tensor input) => Given(input).square();

    public static Tensor tan(Tensor input) => Given(input).tan();

    public static Tensor tanh(Tensor input) => Given(input).tanh();

    public static Tensor trunc(Tensor input) => Given(input).trunc();

    public static Tensor relu(Tensor input) => Given(input).relu();

    public static Tensor negative(Tensor input) => Given(input).negative();

    public static Tensor positive(Tensor input) => Given(input).positive();

    public static Tensor absolute(Tensor input) => Given(input).absolute();

    public static Tensor angle(Tensor input) => Given(input).angle();

    public static Tensor conj(Tensor input) => Given(input).conj();

    public static Tensor isfinite(Tensor input) => Given(input).isfinite();

    public static Tensor isinf(Tensor input) => Given(input).isinf();

    public static Tensor isnan(Tensor input) => Given(input).isnan();

    public static Tensor isneginf(Tensor input) => Given(input).isneginf();

    public static Tensor isposinf(Tensor input) => Given(input).isposinf();

    public static Tensor i0(Tensor input) => Given(input).i0();

    public static Tensor signbit(Tensor input) => Given(input).signbit();

    public static Tensor sgn(Tensor input) => Given(input).sgn();

    public static Tensor isreal(Tensor input) => Given(input).isreal();

    public static Tensor logit(Tensor input, double? eps = null) => Given(input).logit(eps);

    public static Tensor nan_to_num(Tensor input, double? nan = null, double? posinf = null, double? neginf = null) =>
        Given(input).nan_to_num(nan, posinf, neginf);

    public static Tensor add(Tensor input, Tensor target) => Given(input).add(target);

    public static Tensor add(Tensor input, Scalar scalar) => Given(input).add(scalar);

    public static Tensor add(Tensor input, Tensor target, Scalar alpha) => Given(input).add(target, alpha);

    public static Tensor sub(Tensor input, Tensor target) => Given(input).sub(target);

    public static Tensor sub(Tensor input, Scalar scalar) => Given(input).sub(scalar);

    public static Tensor sub(Tensor input, Tensor target, Scalar alpha) => Given(input).sub(target, alpha);

    public static Tensor mul(Tensor input, Tensor target) => Given(input).mul(target);

    public static Tensor mul(Tensor input, Scalar target) => Given(input).mul(target);

    public static Tensor div(Tensor input, Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
        Given(input).div(target, rounding_mode);

    public static Tensor div(Tensor input, Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
        Given(input).div(target, rounding_mode);

    public static Tensor remainder(Tensor input, Tensor other) => Given(input).remainder(other);

    public static Tensor remainder(Tensor input, Scalar other) => Given(input).remainder(other);

    public static Tensor fmod(Tensor input, Tensor other) => Given(input).fmod(other);

    public static Tensor fmod(Tensor input, Scalar other) => Given(input).fmod(other);

    public static Tensor pow(Tensor left, Tensor exponent) => Given(left).pow(exponent);

    public static Tensor pow(Tensor left, Scalar exponent) => Given(left).pow(exponent);

    public static Tensor pow(Scalar left, Tensor exponent) => Aten.pow_Scalar.Call([left, exponent]);

    public static Tensor floor_divide(Tensor input, Tensor other) => Given(input).floor_divide(other);

    public static Tensor floor_divide(Tensor input, Scalar other) => Given(input).floor_divide(other);

    public static Tensor atan2(Tensor input, Tensor other) => Given(input).atan2(other);

    public static Tensor hypot(Tensor input, Tensor other) => Given(input).hypot(other);

    public static Tensor logaddexp(Tensor input, Tensor other) => Given(input).logaddexp(other);

    public static Tensor logaddexp2(Tensor input, Tensor other) => Given(input).logaddexp2(other);

    public static Tensor maximum(Tensor input, Tensor other) => Given(input).maximum(other);

    public static Tensor minimum(Tensor input, Tensor other) => Given(input).minimum(other);

    public static Tensor fmax(Tensor input, Tensor other) => Given(input).fmax(other);

    public static Tensor fmin(Tensor input, Tensor other) => Given(input).fmin(other);

    public static Tensor heaviside(Tensor input, Tensor other) => Given(input).heaviside(other);

    public static Tensor copysign(Tensor input, Tensor other) => Given(input).copysign(other);

    public static Tensor nextafter(Tensor input, Tensor other) => Given(input).nextafter(other);

    public static Tensor gcd(Tensor input, Tensor other) => Given(input).gcd(other);

    public static Tensor lcm(Tensor input, Tensor other) => Given(input).lcm(other);

    public static Tensor ldexp(Tensor input, Tensor other) => Given(input).ldexp(other);

    public static Tensor xlogy(Tensor input, Tensor other) => Given(input).xlogy(other);

    public static Tensor true_divide(Tensor input, Tensor other) => Given(input).true_divide(other);

    public static Tensor float_power(Tensor input, Tensor exponent) => Given(input).float_power(exponent);

    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        Given(input).addcmul(tensor1, tensor2, value);

    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        Given(input).addcdiv(tensor1, tensor2, value);

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => Given(input).lerp(end, weight);

    public static Tensor lerp(Tensor input, Tensor end, Scalar weight) => Given(input).lerp(end, weight);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => Given(input).clamp(min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => Given(input).clamp(min, max);

    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => Given(input).clip(min, max);

    public static Tensor bitwise_not(Tensor input) => Given(input).bitwise_not();

    public static Tensor bitwise_and(Tensor input, Tensor other) => Given(input).bitwise_and(other);

    public static Tensor bitwise_or(Tensor input, Tensor other) => Given(input).bitwise_or(other);

    public static Tensor bitwise_xor(Tensor input, Tensor other) => Given(input).bitwise_xor(other);

    public static Tensor bitwise_left_shift(Tensor input, Tensor other) => Given(input).bitwise_left_shift(other);

    public static Tensor bitwise_right_shift(Tensor input, Tensor other) => Given(input).bitwise_right_shift(other);

    public static Tensor logical_not(Tensor input) => Given(input).logical_not();

    public static Tensor logical_and(Tensor input, Tensor other) => Given(input).logical_and(other);

    public static Tensor logical_or(Tensor input, Tensor other) => Given(input).logical_or(other);

    public static Tensor logical_xor(Tensor input, Tensor other) => Given(input).logical_xor(other);

    public static Tensor masked_fill(Tensor input, Tensor mask, Scalar value) => Given(input).masked_fill(mask, value);

    public static Tensor masked_fill(Tensor input, Tensor mask, Tensor value) => Given(input).masked_fill(mask, value);

        /// <summary>Elements of <paramref name="x"/> where the condition is true, of <paramref name="y"/> elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.where_self.Call([condition, x, y]);

        /// <summary>The indices of the true elements, one tensor for each dimension.</summary>
    public static Tensor[] where(Tensor condition) => Aten.@where.CallList(condition);
}
