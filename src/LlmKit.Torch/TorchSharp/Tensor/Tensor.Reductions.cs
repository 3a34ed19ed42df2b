using LlmKit.Torch;

namespace TorchSharp;

// Operators that bring many elements to one: over everything, or over dimensions, which disappear unless they are kept with length 1.
public static partial class torch
{
    public static Tensor sum(Tensor input, ScalarType? type = null) => Given(input).sum(type);

    public static Tensor sum(Tensor input, long[] dim, bool keepdim = false, ScalarType? type = null) =>
        Given(input).sum(dim, keepdim, type);

    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        Given(input).sum(dim, keepdim, type);

    public static Tensor nansum(Tensor input) => Given(input).nansum();

    public static Tensor mean(Tensor input) => Given(input).mean();

    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        Given(input).mean(dimensions, keepdim, type);

    public static Tensor var(Tensor input, bool unbiased = true) => Given(input).var(unbiased);

    public static Tensor var(Tensor input, long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Given(input).var(dim, unbiased, keepdim, type);

    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Given(input).var(dimensions, unbiased, keepdim, type);

    public static Tensor std(Tensor input, bool unbiased = true) => Given(input).std(unbiased);

    public static Tensor std(Tensor input, long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Given(input).std(dim, unbiased, keepdim, type);

    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Given(input).std(dimensions, unbiased, keepdim, type);

    public static Tensor prod(Tensor input, ScalarType? type = null) => Given(input).prod(type);

    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        Given(input).prod(dim, keepdim, type);

    public static Tensor max(Tensor input) => Given(input).max();

    public static Tensor max(Tensor input, Tensor other) => Given(input).max(other);

    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) =>
        Given(input).max(dim, keepdim);

    public static Tensor min(Tensor input) => Given(input).min();

    public static Tensor min(Tensor input, Tensor other) => Given(input).min(other);

    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) =>
        Given(input).min(dim, keepdim);

    public static Tensor amax(Tensor input, params long[] dims) => Given(input).amax(dims);

    public static Tensor amax(Tensor input, long[] dims, bool keepdim) => Given(input).amax(dims, keepdim);

    public static Tensor amin(Tensor input, params long[] dims) => Given(input).amin(dims);

    public static Tensor amin(Tensor input, long[] dims, bool keepdim) => Given(input).amin(dims, keepdim);

    public static (Tensor min, Tensor max) aminmax(Tensor input, long? dim = null, bool keepdim = false) =>
        Given(input).aminmax(dim, keepdim);

    public static Tensor argmax(Tensor input) => Given(input).argmax();

    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => Given(input).argmax(dim, keepdim);

    public static Tensor argmin(Tensor input) => Given(input).argmin();

    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => Given(input).argmin(dim, keepdim);

    public static Tensor median(Tensor input) => Given(input).median();

    public static (Tensor values, Tensor indexes) median(Tensor input, long dim, bool keepdim = false) =>
        Given(input).median(dim, keepdim);

    public static (Tensor values, Tensor indices) mode(Tensor input, long dim = -1L, bool keepdim = false) =>
        Given(input).mode(dim, keepdim);

    public static Tensor quantile(Tensor input, Tensor q, long? dim = null, bool keepdim = false) =>
        Given(input).quantile(q, dim, keepdim);

    public static Tensor all(Tensor input) => Given(input).all();

    public static Tensor all(Tensor input, long dim, bool keepdim = false) => Given(input).all(dim, keepdim);

    public static Tensor any(Tensor input) => Given(input).any();

    public static Tensor any(Tensor input, long dim, bool keepdim = false) => Given(input).any(dim, keepdim);

    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => Given(input).count_nonzero(dims);

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) =>
        Given(input).logsumexp(dim, keepdim);

    public static Tensor logsumexp(Tensor input, long[] dims, bool keepdim = false) =>
        Given(input).logsumexp(dims, keepdim);

    public static Tensor logcumsumexp(Tensor input, long dim) => Given(input).logcumsumexp(dim);

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => Given(input).cumsum(dim, type);

    public static Tensor cumprod(Tensor input, long dim, ScalarType? type = null) => Given(input).cumprod(dim, type);

    public static (Tensor values, Tensor indexes) cummax(Tensor input, long dim) => Given(input).cummax(dim);

    public static (Tensor values, Tensor indexes) cummin(Tensor input, long dim) => Given(input).cummin(dim);

    public static Tensor norm(Tensor input, float p = 2) => Given(input).norm(p);

    public static Tensor norm(Tensor input, int dim, bool keepdim = false, float p = 2) =>
        Given(input).norm(dim, keepdim, p);

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => Given(input).softmax(dim, dtype);

    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) =>
        Given(tensor).topk(k, dim, largest, sorted);

    public static (Tensor values, Tensor indexes) kthvalue(Tensor input, long k, long dim = -1L, bool keepdim = false) =>
        Given(input).kthvalue(k, dim, keepdim);

    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) =>
        Given(input).sort(dim, descending, stable);

    public static Tensor argsort(Tensor input, long dim = -1L, bool descending = false) =>
        Given(input).argsort(dim, descending);

    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) =>
        Given(input).bincount(weights, minlength);

    public static Tensor histc(Tensor input, long bins = 100, long min = 0, long max = 0) =>
        Given(input).histc(bins, min, max);

    public static (Tensor output, Tensor inverse_indices, Tensor counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false) =>
        Given(input).unique(sorted, return_inverse, return_counts);

    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false) =>
        Given(sorted_sequence).searchsorted(values, out_int32, right);

    public static Tensor bucketize(Tensor input, Tensor boundaries, bool outInt32 = false, bool right = false) =>
        Given(input).bucketize(boundaries, outInt32, right);

    public static Tensor dist(Tensor input, Tensor other, float p = 2) => Given(input).dist(other, p);

    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.sum.Call([this, type]);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.sum_dim_IntList.Call([this, dim, keepdim, type]);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.sum_dim_IntList.Call([this, dim, keepdim, type]);

        public Tensor nansum() => Aten.nansum.Call(this);

        public Tensor mean() => Aten.mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.mean_dim.Call([this, dimensions, keepdim, type]);

        /// <summary>Variance; unbiased divides by n − 1 (Bessel), else by n.</summary>
        public Tensor var(bool unbiased = true) => Aten.var.Call([this, unbiased]);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).OverVar([dim], unbiased, keepdim);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).OverVar(dimensions, unbiased, keepdim);

        /// <summary>Standard deviation; unbiased divides by n − 1 (Bessel), else by n.</summary>
        public Tensor std(bool unbiased = true) => Aten.std.Call([this, unbiased]);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).OverStd([dim], unbiased, keepdim);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).OverStd(dimensions, unbiased, keepdim);

        public Tensor prod(ScalarType? type = null) => Aten.prod.Call([this, type]);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.prod_dim_int.Call([this, dim, keepdim, type]);

        public Tensor max() => Aten.max.Call(this);

        /// <summary>The larger of each pair of elements.</summary>
        public Tensor max(Tensor other) => Aten.maximum.Call(this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) =>
            Aten.max_dim.Call2([this, dim, keepdim]);

        public Tensor min() => Aten.min.Call(this);

        /// <summary>The smaller of each pair of elements.</summary>
        public Tensor min(Tensor other) => Aten.minimum.Call(this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) =>
            Aten.min_dim.Call2([this, dim, keepdim]);

        public Tensor amax(params long[] dims) => Aten.amax.Call([this, dims]);

        public Tensor amax(long[] dims, bool keepdim) => Aten.amax.Call([this, dims, keepdim]);

        public Tensor amin(params long[] dims) => Aten.amin.Call([this, dims]);

        public Tensor amin(long[] dims, bool keepdim) => Aten.amin.Call([this, dims, keepdim]);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) =>
            Aten.aminmax.Call2([this, dim, keepdim]);

        public Tensor argmax() => Aten.argmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call([this, dim, keepdim]);

        public Tensor argmin() => Aten.argmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call([this, dim, keepdim]);

        /// <summary>The middle element; of two middle ones the smaller.</summary>
        public Tensor median() => Aten.median.Call(this);

        public (Tensor values, Tensor indexes) median(long dim, bool keepdim = false) =>
            Aten.median_dim.Call2([this, dim, keepdim]);

        public (Tensor values, Tensor indices) mode(long dim = -1L, bool keepdim = false) =>
            Aten.mode.Call2([this, dim, keepdim]);

        public Tensor quantile(Tensor q, long? dim = null, bool keepdim = false) =>
            Aten.quantile.Call([this, q, dim, keepdim]);

        public Tensor all() => Aten.all.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call([this, dim, keepdim]);

        public Tensor any() => Aten.any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call([this, dim, keepdim]);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Aten.count_nonzero.Call(this) : Aten.count_nonzero_dim_IntList.Call([this, dims]);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call([this, dim, keepdim]);

        public Tensor logsumexp(long[] dims, bool keepdim = false) =>
            Aten.logsumexp.Call([this, dims, keepdim]);

        public Tensor logcumsumexp(long dim) => Aten.logcumsumexp.Call([this, dim]);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call([this, dim, type]);

        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod.Call([this, dim, type]);

        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.cummax.Call2([this, dim]);

        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.cummin.Call2([this, dim]);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => Aten.norm_Scalar.Call(this, (Scalar)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Aten.norm_ScalarOpt_dim.Call([this, (Scalar)p, new long[] { dim }, keepdim]);

        /// <summary>e^x over the sum of e^x along the dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call([this, dim, dtype]);

        /// <summary>The logarithm of softmax, computed without overflow.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) =>
            Aten.log_softmax_int.Call([this, dim, dtype]);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.Call2([this, k, dim, largest, sorted]);

        public (Tensor values, Tensor indexes) kthvalue(long k, long dim = -1L, bool keepdim = false) =>
            Aten.kthvalue.Call2([this, k, dim, keepdim]);

        public (Tensor Values, Tensor Indices) sort(long dim = -1L, bool descending = false, bool stable = false) =>
            Aten.sort_stable.Call2([this, stable, dim, descending]);

        public Tensor argsort(long dim = -1L, bool descending = false) =>
            Aten.argsort.Call([this, dim, descending]);

        public Tensor bincount(Tensor? weights = null, long minlength = 0) =>
            Aten.bincount.Call([this, weights, minlength]);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) =>
            Aten.histc.Call([this, bins, min, max]);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false) =>
            Aten._unique2.Call3([this, sorted, return_inverse, return_counts]);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, long? dim = null) =>
            Aten.unique_consecutive.Call3([this, return_inverse, return_counts, dim]);

        /// <summary>Where each value would be inserted into this sorted sequence.</summary>
        public Tensor searchsorted(Tensor values, bool out_int32 = false, bool right = false) =>
            Aten.searchsorted_Tensor.Call([this, values, out_int32, right]);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.bucketize_Tensor.Call([this, boundaries, outInt32, right]);

        public Tensor dist(Tensor other, float p = 2) => Aten.dist.Call(this, other, (Scalar)p);
    }
}
