using LlmKit.Torch;

namespace TorchSharp;

// Copies, and values written in place.
public static partial class torch
{
    public static Tensor clone(Tensor input) => Given(input).clone();

    public static Tensor detach(Tensor input) => Given(input).detach();

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Given(input).bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        Given(input).multinomial(num_samples, replacement, generator);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) =>
        Aten.normal_Tensor_Tensor.Call([mean, std, generator]);

    public partial class Tensor
    {
        /// <summary>A copy; gradients flow through it.</summary>
        public Tensor clone() => Aten.clone.Call([this]);

        /// <summary>The same memory without history.</summary>
        public Tensor detach() => Aten.detach.Call(this);

        public Tensor detach_() => Aten.detach_.CallInPlace(this);

        /// <summary>Overwrites the elements with those of another, converting type and device.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) =>
            Aten.copy_.CallInPlace(this, source, nonBlocking);

        public Tensor fill_(Scalar value) => Aten.fill__Scalar.CallInPlace(this, value);

        public Tensor zero_() => Aten.zero_.CallInPlace(this);

        public Tensor fill_diagonal_(Scalar value, bool wrap = false) =>
            Aten.fill_diagonal_.CallInPlace(this, value, wrap);

        /// <summary>Draws each element from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            Aten.normal_.CallInPlace(this, mean, std, generator);

        /// <summary>Draws each element evenly from [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            Aten.uniform_.CallInPlace(this, from, to, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) =>
            Aten.bernoulli__float.CallInPlace(this, p, generator);

        public Tensor random_(long from, long to, Generator? generator = null) =>
            Aten.random__from.CallInPlace(this, from, to, generator);

        public Tensor exponential_(double lambd = 1, Generator? generator = null) =>
            Aten.exponential_.CallInPlace(this, lambd, generator);

        /// <summary>1 with the probability that stands in each element, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null) => Aten.bernoulli.Call([this, generator]);

        /// <summary>Indices drawn with the weights of each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.multinomial.Call([this, num_samples, replacement, generator]);

        public Tensor squeeze_(long dim) => Aten.squeeze__dim.CallInPlace(this, dim);

        public Tensor unsqueeze_(long dim) => Aten.unsqueeze_.CallInPlace(this, dim);

        public Tensor transpose_(long dim0, long dim1) => Aten.transpose_.CallInPlace(this, dim0, dim1);
    }
}
