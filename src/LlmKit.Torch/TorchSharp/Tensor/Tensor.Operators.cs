using LlmKit.Torch;

namespace TorchSharp;

// C# operators on tensors and numbers. A number on the left of - and / goes to the operator as a tensor of no dimensions,
// which leaves the dtype of the other side as it is.
public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Given(left, function: "+").add(right);

        public static Tensor operator +(Tensor left, Scalar right) => Given(left, function: "+").add(right);

        public static Tensor operator +(Tensor left, int right) => Given(left, function: "+").add((Scalar)right);

        public static Tensor operator +(Tensor left, long right) => Given(left, function: "+").add((Scalar)right);

        public static Tensor operator +(Tensor left, float right) => Given(left, function: "+").add((Scalar)right);

        public static Tensor operator +(Tensor left, double right) => Given(left, function: "+").add((Scalar)right);

        public static Tensor operator +(Scalar left, Tensor right) => Given(right, function: "+").add(left);

        public static Tensor operator +(int left, Tensor right) => Given(right, function: "+").add((Scalar)left);

        public static Tensor operator +(long left, Tensor right) => Given(right, function: "+").add((Scalar)left);

        public static Tensor operator +(float left, Tensor right) => Given(right, function: "+").add((Scalar)left);

        public static Tensor operator +(double left, Tensor right) => Given(right, function: "+").add((Scalar)left);

        public static Tensor operator -(Tensor left, Tensor right) => Given(left, function: "-").sub(right);

        public static Tensor operator -(Tensor left, Scalar right) => Given(left, function: "-").sub(right);

        public static Tensor operator -(Tensor left, int right) => Given(left, function: "-").sub((Scalar)right);

        public static Tensor operator -(Tensor left, long right) => Given(left, function: "-").sub((Scalar)right);

        public static Tensor operator -(Tensor left, float right) => Given(left, function: "-").sub((Scalar)right);

        public static Tensor operator -(Tensor left, double right) => Given(left, function: "-").sub((Scalar)right);

        public static Tensor operator -(Scalar left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator -(int left, Tensor right) => Aten.rsub_Scalar.Call(right, (Scalar)left);

        public static Tensor operator -(long left, Tensor right) => Aten.rsub_Scalar.Call(right, (Scalar)left);

        public static Tensor operator -(float left, Tensor right) => Aten.rsub_Scalar.Call(right, (Scalar)left);

        public static Tensor operator -(double left, Tensor right) => Aten.rsub_Scalar.Call(right, (Scalar)left);

        public static Tensor operator *(Tensor left, Tensor right) => Given(left, function: "*").mul(right);

        public static Tensor operator *(Tensor left, Scalar right) => Given(left, function: "*").mul(right);

        public static Tensor operator *(Tensor left, int right) => Given(left, function: "*").mul((Scalar)right);

        public static Tensor operator *(Tensor left, long right) => Given(left, function: "*").mul((Scalar)right);

        public static Tensor operator *(Tensor left, float right) => Given(left, function: "*").mul((Scalar)right);

        public static Tensor operator *(Tensor left, double right) => Given(left, function: "*").mul((Scalar)right);

        public static Tensor operator *(Scalar left, Tensor right) => Given(right, function: "*").mul(left);

        public static Tensor operator *(int left, Tensor right) => Given(right, function: "*").mul((Scalar)left);

        public static Tensor operator *(long left, Tensor right) => Given(right, function: "*").mul((Scalar)left);

        public static Tensor operator *(float left, Tensor right) => Given(right, function: "*").mul((Scalar)left);

        public static Tensor operator *(double left, Tensor right) => Given(right, function: "*").mul((Scalar)left);

        public static Tensor operator /(Tensor left, Tensor right) => Given(left, function: "/").div(right);

        public static Tensor operator /(Tensor left, Scalar right) => Given(left, function: "/").div(right);

        public static Tensor operator /(Tensor left, int right) => Given(left, function: "/").div((Scalar)right);

        public static Tensor operator /(Tensor left, long right) => Given(left, function: "/").div((Scalar)right);

        public static Tensor operator /(Tensor left, float right) => Given(left, function: "/").div((Scalar)right);

        public static Tensor operator /(Tensor left, double right) => Given(left, function: "/").div((Scalar)right);

        public static Tensor operator /(Scalar left, Tensor right) => Quotient(left, right);

        public static Tensor operator /(int left, Tensor right) => Quotient((Scalar)left, right);

        public static Tensor operator /(long left, Tensor right) => Quotient((Scalar)left, right);

        public static Tensor operator /(float left, Tensor right) => Quotient((Scalar)left, right);

        public static Tensor operator /(double left, Tensor right) => Quotient((Scalar)left, right);

        public static Tensor operator %(Tensor left, Tensor right) => Given(left, function: "%").remainder(right);

        public static Tensor operator %(Tensor left, Scalar right) => Given(left, function: "%").remainder(right);

        public static Tensor operator %(Tensor left, int right) => Given(left, function: "%").remainder((Scalar)right);

        public static Tensor operator %(Tensor left, long right) => Given(left, function: "%").remainder((Scalar)right);

        public static Tensor operator %(Tensor left, float right) => Given(left, function: "%").remainder((Scalar)right);

        public static Tensor operator %(Tensor left, double right) => Given(left, function: "%").remainder((Scalar)right);

        public static Tensor operator %(Scalar left, Tensor right) => Aten.remainder_Scalar_Tensor.Call([left, right]);

        public static Tensor operator %(int left, Tensor right) => Aten.remainder_Scalar_Tensor.Call([(Scalar)left, right]);

        public static Tensor operator %(long left, Tensor right) => Aten.remainder_Scalar_Tensor.Call([(Scalar)left, right]);

        public static Tensor operator %(float left, Tensor right) => Aten.remainder_Scalar_Tensor.Call([(Scalar)left, right]);

        public static Tensor operator %(double left, Tensor right) => Aten.remainder_Scalar_Tensor.Call([(Scalar)left, right]);

        public static Tensor operator ==(Tensor left, Tensor right) => Given(left, function: "==").eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => Given(left, function: "==").eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => Given(right, function: "==").eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => Given(left, function: "!=").ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => Given(left, function: "!=").ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => Given(right, function: "!=").ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => Given(left, function: "<").lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => Given(left, function: "<").lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => Given(right, function: "<").gt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => Given(left, function: "<=").le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => Given(left, function: "<=").le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => Given(right, function: "<=").ge(left);

        public static Tensor operator >(Tensor left, Tensor right) => Given(left, function: ">").gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => Given(left, function: ">").gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => Given(right, function: ">").lt(left);

        public static Tensor operator >=(Tensor left, Tensor right) => Given(left, function: ">=").ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => Given(left, function: ">=").ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => Given(right, function: ">=").le(left);

        public static Tensor operator &(Tensor left, Tensor right) => Given(left, function: "&").bitwise_and(right);

        public static Tensor operator &(Tensor left, Scalar right) => Aten.bitwise_and_Scalar.Call(left, right);

        public static Tensor operator &(Scalar left, Tensor right) => Aten.bitwise_and_Scalar.Call(right, left);

        public static Tensor operator |(Tensor left, Tensor right) => Given(left, function: "|").bitwise_or(right);

        public static Tensor operator |(Tensor left, Scalar right) => Aten.bitwise_or_Scalar.Call(left, right);

        public static Tensor operator |(Scalar left, Tensor right) => Aten.bitwise_or_Scalar.Call(right, left);

        public static Tensor operator ^(Tensor left, Tensor right) => Given(left, function: "^").bitwise_xor(right);

        public static Tensor operator ^(Tensor left, Scalar right) => Aten.bitwise_xor_Scalar.Call(left, right);

        public static Tensor operator ^(Scalar left, Tensor right) => Aten.bitwise_xor_Scalar.Call(right, left);

        public static Tensor operator ~(Tensor value) => Given(value, function: "~").bitwise_not();

        public static Tensor operator -(Tensor value) => Given(value, function: "-").neg();

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(Half value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(Scalar value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>Whether both are the same object. Elements are compared by <c>==</c>, <see cref="equal"/> and <see cref="allclose"/>.</summary>
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        // As PyTorch: the reciprocal of integers is a float.
        private static Tensor Quotient(Scalar left, Tensor right)
        {
            using var numerator = tensor(left, Given(right, function: "/").device);
            return numerator.div(right);
        }
    }
}
