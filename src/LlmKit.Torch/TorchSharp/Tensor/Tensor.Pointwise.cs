using LlmKit.Torch;

namespace TorchSharp;

// Operators that work on each element by itself, with broadcasting: shapes are aligned at their last dimensions, and a dimension of 1 is repeated.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.abs.Call(this);

        public Tensor abs_() => Aten.abs_.CallInPlace(this);

        public Tensor acos() => Aten.acos.Call(this);

        public Tensor acos_() => Aten.acos_.CallInPlace(this);

        public Tensor acosh() => Aten.acosh.Call(this);

        public Tensor acosh_() => Aten.acosh_.CallInPlace(this);

        public Tensor asin() => Aten.asin.Call(this);

        public Tensor asin_() => Aten.asin_.CallInPlace(this);

        public Tensor asinh() => Aten.asinh.Call(this);

        public Tensor asinh_() => Aten.asinh_.CallInPlace(this);

        public Tensor atan() => Aten.atan.Call(this);

        public Tensor atan_() => Aten.atan_.CallInPlace(this);

        public Tensor atanh() => Aten.atanh.Call(this);

        public Tensor atanh_() => Aten.atanh_.CallInPlace(this);

        public Tensor ceil() => Aten.ceil.Call(this);

        public Tensor ceil_() => Aten.ceil_.CallInPlace(this);

        public Tensor cos() => Aten.cos.Call(this);

        public Tensor cos_() => Aten.cos_.CallInPlace(this);

        public Tensor cosh() => Aten.cosh.Call(this);

        public Tensor cosh_() => Aten.cosh_.CallInPlace(this);

        public Tensor deg2rad() => Aten.deg2rad.Call(this);

        public Tensor deg2rad_() => Aten.deg2rad_.CallInPlace(this);

        public Tensor digamma() => Aten.digamma.Call(this);

        public Tensor digamma_() => Aten.digamma_.CallInPlace(this);

        public Tensor erf() => Aten.erf.Call(this);

        public Tensor erf_() => Aten.erf_.CallInPlace(this);

        public Tensor erfc() => Aten.erfc.Call(this);

        public Tensor erfc_() => Aten.erfc_.CallInPlace(this);

        public Tensor erfinv() => Aten.erfinv.Call(this);

        public Tensor erfinv_() => Aten.erfinv_.CallInPlace(this);

        public Tensor exp() => Aten.exp.Call(this);

        public Tensor exp_() => Aten.exp_.CallInPlace(this);

        public Tensor exp2() => Aten.exp2.Call(this);

        public Tensor exp2_() => Aten.exp2_.CallInPlace(this);

        public Tensor expm1() => Aten.expm1.Call(this);

        public Tensor expm1_() => Aten.expm1_.CallInPlace(this);

        public Tensor floor() => Aten.floor.Call(this);

        public Tensor floor_() => Aten.floor_.CallInPlace(this);

        public Tensor frac() => Aten.frac.Call(this);

        public Tensor frac_() => Aten.frac_.CallInPlace(this);

        public Tensor lgamma() => Aten.lgamma.Call(this);

        public Tensor lgamma_() => Aten.lgamma_.CallInPlace(this);

        public Tensor log() => Aten.log.Call(this);

        public Tensor log_() => Aten.log_.CallInPlace(this);

        public Tensor log10() => Aten.log10.Call(this);

        public Tensor log10_() => Aten.log10_.CallInPlace(this);

        public Tensor log1p() => Aten.log1p.Call(this);

        public Tensor log1p_() => Aten.log1p_.CallInPlace(this);

        public Tensor log2() => Aten.log2.Call(this);

        public Tensor log2_() => Aten.log2_.CallInPlace(this);

        public Tensor neg() => Aten.neg.Call(this);

        public Tensor neg_() => Aten.neg_.CallInPlace(this);

        public Tensor rad2deg() => Aten.rad2deg.Call(this);

        public Tensor rad2deg_() => Aten.rad2deg_.CallInPlace(this);

        public Tensor reciprocal() => Aten.reciprocal.Call(this);

        public Tensor reciprocal_() => Aten.reciprocal_.CallInPlace(this);

        public Tensor round() => Aten.round.Call(this);

        public Tensor round_() => Aten.round_.CallInPlace(this);

        public Tensor rsqrt() => Aten.rsqrt.Call(this);

        public Tensor rsqrt_() => Aten.rsqrt_.CallInPlace(this);

        public Tensor sigmoid() => Aten.sigmoid.Call(this);

        public Tensor sigmoid_() => Aten.sigmoid_.CallInPlace(this);

        public Tensor sign() => Aten.sign.Call(this);

        public Tensor sign_() => Aten.sign_.CallInPlace(this);

        public Tensor sin() => Aten.sin.Call(this);

        public Tensor sin_() => Aten.sin_.CallInPlace(this);

        public Tensor sinc() => Aten.sinc.Call(this);

        public Tensor sinc_() => Aten.sinc_.CallInPlace(this);

        public Tensor sinh() => Aten.sinh.Call(this);

        public Tensor sinh_() => Aten.sinh_.CallInPlace(this);

        public Tensor sqrt() => Aten.sqrt.Call(this);

        public Tensor sqrt_() => Aten.sqrt_.CallInPlace(this);

        public Tensor square() => Aten.square.Call(this);

        public Tensor square_() => Aten.square_.CallInPlace(this);

        public Tensor tan() => Aten.tan.Call(this);

        public Tensor tan_() => Aten.tan_.CallInPlace(this);

        public Tensor tanh() => Aten.tanh.Call(this);

        public Tensor tanh_() => Aten.tanh_.CallInPlace(this);

        public Tensor trunc() => Aten.trunc.Call(this);

        public Tensor trunc_() => Aten.trunc_.CallInPlace(this);

        public Tensor relu() => Aten.relu.Call(this);

        public Tensor relu_() => Aten.relu_.CallInPlace(this);

        public Tensor negative() => Aten.negative.Call(this);

        public Tensor positive() => Aten.positive.Call(this);

        public Tensor absolute() => Aten.absolute.Call(this);

        public Tensor angle() => Aten.angle.Call(this);

        public Tensor conj() => Aten.conj.Call(this);

        public Tensor isfinite() => Aten.isfinite.Call(this);

        public Tensor isinf() => Aten.isinf.Call(this);

        public Tensor isnan() => Aten.isnan.Call(this);

        public Tensor isneginf() => Aten.isneginf.Call(this);

        public Tensor isposinf() => Aten.isposinf.Call(this);

        public Tensor i0() => Aten.i0.Call(this);

        public Tensor signbit() => Aten.signbit.Call(this);

        public Tensor sgn() => Aten.sgn.Call(this);

        public Tensor isreal() => Aten.isreal.Call(this);

        public Tensor logit(double? eps = null) => Aten.logit.Call([this, eps]);

        public Tensor nan_to_num(double? nan = null, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num.Call(this, nan, posinf, neginf);

        public Tensor add(Tensor target) => Aten.add_Tensor.Call(this, target, (Scalar)1);

        public Tensor add(Scalar scalar) => Aten.add_Scalar.Call(this, scalar);

        /// <summary>alpha times <paramref name="target"/>, added.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call(this, target, alpha);

        public Tensor add_(Tensor target) => Aten.add__Tensor.CallInPlace(this, target);

        public Tensor add_(Scalar scalar) => Aten.add__Scalar.CallInPlace(this, scalar);

        public Tensor add_(Tensor target, Scalar alpha) => Aten.add__Tensor.CallInPlace(this, target, alpha);

        public Tensor sub(Tensor target) => Aten.sub_Tensor.Call(this, target, (Scalar)1);

        public Tensor sub(Scalar target) => Aten.sub_Scalar.Call(this, target);

        /// <summary>alpha times <paramref name="target"/>, subtracted.</summary>
        public Tensor sub(Tensor target, Scalar alpha) => Aten.sub_Tensor.Call(this, target, alpha);

        public Tensor sub_(Tensor target) => Aten.sub__Tensor.CallInPlace(this, target);

        public Tensor sub_(Scalar scalar) => Aten.sub__Scalar.CallInPlace(this, scalar);

        public Tensor sub_(Tensor target, Scalar alpha) => Aten.sub__Tensor.CallInPlace(this, target, alpha);

        public Tensor mul(Tensor target) => Aten.mul_Tensor.Call(this, target);

        public Tensor mul(Scalar target) => Aten.mul_Scalar.Call(this, target);

        public Tensor mul_(Tensor target) => Aten.mul__Tensor.CallInPlace(this, target);

        public Tensor mul_(Scalar target) => Aten.mul__Scalar.CallInPlace(this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div_Tensor_mode.Call(this, target, Rounding(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Tensor_mode.CallInPlace(this, target, Rounding(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div_Scalar_mode.Call(this, target, Rounding(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Scalar_mode.CallInPlace(this, target, Rounding(rounding_mode));

        public Tensor remainder(Tensor other) => Aten.remainder_Tensor.Call(this, other);

        public Tensor remainder(Scalar other) => Aten.remainder_Scalar.Call(this, other);

        public Tensor remainder_(Tensor other) => Aten.remainder__Tensor.CallInPlace(this, other);

        public Tensor remainder_(Scalar other) => Aten.remainder__Scalar.CallInPlace(this, other);

        public Tensor fmod(Tensor other) => Aten.fmod_Tensor.Call(this, other);

        public Tensor fmod(Scalar other) => Aten.fmod_Scalar.Call(this, other);

        public Tensor fmod_(Tensor other) => Aten.fmod__Tensor.CallInPlace(this, other);

        public Tensor fmod_(Scalar other) => Aten.fmod__Scalar.CallInPlace(this, other);

        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call(this, exponent);

        public Tensor pow_(Tensor exponent) => Aten.pow__Tensor.CallInPlace(this, exponent);

        public Tensor pow_(Scalar exponent) => Aten.pow__Scalar.CallInPlace(this, exponent);

        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Call(this, other);

        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar.Call(this, other);

        public Tensor atan2(Tensor other) => Aten.atan2.Call(this, other);

        public Tensor hypot(Tensor other) => Aten.hypot.Call(this, other);

        public Tensor logaddexp(Tensor other) => Aten.logaddexp.Call(this, other);

        public Tensor logaddexp2(Tensor other) => Aten.logaddexp2.Call(this, other);

        public Tensor maximum(Tensor other) => Aten.maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Aten.minimum.Call(this, other);

        public Tensor fmax(Tensor other) => Aten.fmax.Call(this, other);

        public Tensor fmin(Tensor other) => Aten.fmin.Call(this, other);

        public Tensor heaviside(Tensor other) => Aten.heaviside.Call(this, other);

        public Tensor copysign(Tensor other) => Aten.copysign_Tensor.Call(this, other);

        public Tensor nextafter(Tensor other) => Aten.nextafter.Call(this, other);

        public Tensor gcd(Tensor other) => Aten.gcd.Call(this, other);

        public Tensor lcm(Tensor other) => Aten.lcm.Call(this, other);

        public Tensor ldexp(Tensor other) => Aten.ldexp_Tensor.Call(this, other);

        public Tensor xlogy(Tensor other) => Aten.xlogy_Tensor.Call(this, other);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor float_power(Tensor exponent) => Aten.float_power_Tensor_Tensor.Call(this, exponent);

        /// <summary><c>this + value · tensor1 · tensor2</c>.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Aten.addcmul.Call([this, tensor1, tensor2, value]);

        /// <summary><c>this + value · tensor1 / tensor2</c>.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Aten.addcdiv.Call([this, tensor1, tensor2, value]);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Aten.addcmul_.CallInPlace(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Aten.addcdiv_.CallInPlace(this, tensor1, tensor2, value);

        /// <summary><c>this + weight · (end − this)</c>.</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor.Call(this, end, weight);

        public Tensor lerp(Tensor end, Scalar weight) => Aten.lerp_Scalar.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Aten.lerp__Tensor.CallInPlace(this, end, weight);

        public Tensor lerp_(Tensor end, Scalar weight) => Aten.lerp__Scalar.CallInPlace(this, end, weight);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call([this, min, max]);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call([this, min, max]);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.CallInPlace(this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);

        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);

        public Tensor bitwise_not() => Aten.bitwise_not.Call(this);

        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Call(this, other);

        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Call(this, other);

        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Call(this, other);

        public Tensor bitwise_left_shift(Tensor other) => Aten.bitwise_left_shift_Tensor.Call(this, other);

        public Tensor bitwise_right_shift(Tensor other) => Aten.bitwise_right_shift_Tensor.Call(this, other);

        public Tensor logical_not() => Aten.logical_not.Call(this);

        public Tensor logical_and(Tensor other) => Aten.logical_and.Call(this, other);

        public Tensor logical_or(Tensor other) => Aten.logical_or.Call(this, other);

        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call(this, other);

        /// <summary>The tensor with <paramref name="value"/> where the mask is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) =>
            Aten.masked_fill_Scalar.Call(this, BoolMask(mask, "masked_fill", value), value);

        public Tensor masked_fill(Tensor mask, Tensor value) =>
            Aten.masked_fill_Tensor.Call([this, BoolMask(mask, "masked_fill", value), value]);

        public Tensor masked_fill_(Tensor mask, Scalar value) =>
            Aten.masked_fill__Scalar.CallInPlace(this, BoolMask(mask, "masked_fill_", value), value);

        // libtorch 1.13 reads a mask of another type byte by byte and fills the wrong elements.
        private Tensor BoolMask(Tensor mask, string name, Argument value) => Given(mask, function: name).dtype == ScalarType.Bool ? mask
            : throw new TorchException($"{name}({Argument.Describe(this)}, {Argument.Describe(mask)}, {value})",
                $"the mask is {mask.dtype.TorchName()}, and a mask must be bool. Make it one: mask.ne(0).");

        /// <summary>The own elements where the condition is true, those of <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call([condition, this, y]);
    }
}
