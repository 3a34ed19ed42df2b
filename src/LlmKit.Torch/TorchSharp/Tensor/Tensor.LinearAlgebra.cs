using LlmKit.Torch;

namespace TorchSharp;

// Products and decompositions.
public static partial class torch
{
    public static Tensor matmul(Tensor input, Tensor target) => Given(input).matmul(target);

    public static Tensor mm(Tensor input, Tensor target) => Given(input).mm(target);

    public static Tensor mv(Tensor input, Tensor target) => Given(input).mv(target);

    public static Tensor dot(Tensor input, Tensor other) => Given(input).dot(other);

    public static Tensor bmm(Tensor input, Tensor batch2) => Given(input).bmm(batch2);

    public static Tensor inner(Tensor input, Tensor vec2) => Given(input).inner(vec2);

    public static Tensor outer(Tensor input, Tensor vec2) => Given(input).outer(vec2);

    public static Tensor kron(Tensor input, Tensor other) => Given(input).kron(other);

    public static Tensor vdot(Tensor input, Tensor target) => Given(input).vdot(target);

    public static Tensor ger(Tensor input, Tensor vec2) => Given(input).ger(vec2);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
        Given(input).addmm(mat1, mat2, beta, alpha);

    public static Tensor addmv(Tensor input, Tensor mat, Tensor vec, float beta = 1, float alpha = 1) =>
        Given(input).addmv(mat, vec, beta, alpha);

    public static Tensor addr(Tensor input, Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) =>
        Given(input).addr(vec1, vec2, beta, alpha);

    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
        Given(input).baddbmm(batch1, batch2, beta, alpha);

    public static Tensor addbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
        Given(input).addbmm(batch1, batch2, beta, alpha);

        /// <summary>Sums of products in Einstein's notation: <c>"bij,bjk-&gt;bik"</c>.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) =>
        Aten.einsum.Call([equation, tensors]);

    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) =>
        Aten.tensordot.Call([a, b, dims1, dims2]);

    public static Tensor tril(Tensor input, long diagonal = 0) => Given(input).tril(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0) => Given(input).triu(diagonal);

    public static Tensor diag(Tensor input, long diagonal = 0) => Given(input).diag(diagonal);

    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 1) =>
        Given(input).diagonal(offset, dim1, dim2);

    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) =>
        Given(input).diag_embed(offset, dim1, dim2);

    public static Tensor trace(Tensor input) => Given(input).trace();

    public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Given(input).cross(other, dim);

    public static Tensor inverse(Tensor input) => Given(input).inverse();

    public static Tensor det(Tensor input) => Given(input).det();

    public static Tensor pinverse(Tensor input, double rcond = 1E-15) => Given(input).pinverse(rcond);

    public static Tensor cholesky(Tensor input, bool upper = false) => Given(input).cholesky(upper);

    public static Tensor matrix_power(Tensor input, int n) => Given(input).matrix_power(n);

    public static Tensor matrix_exp(Tensor input) => Given(input).matrix_exp();

    public static (Tensor U, Tensor S, Tensor V) svd(Tensor input, bool some = true, bool compute_uv = true) =>
        Given(input).svd(some, compute_uv);

    public static Tensor cov(Tensor input, long correction = 1) => Given(input).cov(correction);

        /// <summary>The p-distance of each row of the one to each row of the other.</summary>
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2) => Aten.cdist.Call([x1, x2, p]);

    public static Tensor renorm(Tensor input, Scalar p, long dim, Scalar maxnorm) =>
        Given(input).renorm(p, dim, maxnorm);

    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);

        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);

        public Tensor mv(Tensor target) => Aten.mv.Call(this, target);

        public Tensor dot(Tensor other) => Aten.dot.Call(this, other);

        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);

        public Tensor inner(Tensor vec2) => Aten.inner.Call(this, vec2);

        public Tensor outer(Tensor vec2) => Aten.outer.Call(this, vec2);

        public Tensor kron(Tensor other) => Aten.kron.Call(this, other);

        public Tensor vdot(Tensor target) => Aten.vdot.Call(this, target);

        public Tensor ger(Tensor vec2) => Aten.ger.Call(this, vec2);

        /// <summary><c>beta · this + alpha · mat1 @ mat2</c>.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Aten.addmm.Call([this, mat1, mat2, (Scalar)beta, (Scalar)alpha]);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) =>
            Aten.addmv.Call([this, mat, vec, (Scalar)beta, (Scalar)alpha]);

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) =>
            Aten.addr.Call([this, vec1, vec2, (Scalar)beta, (Scalar)alpha]);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Aten.baddbmm.Call([this, batch1, batch2, (Scalar)beta, (Scalar)alpha]);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Aten.addbmm.Call([this, batch1, batch2, (Scalar)beta, (Scalar)alpha]);

        /// <summary>The lower triangle; zeros above the diagonal with this number.</summary>
        public Tensor tril(long diagonal = 0) => Aten.tril.Call([this, diagonal]);

        /// <summary>The upper triangle; zeros below the diagonal with this number.</summary>
        public Tensor triu(long diagonal = 0) => Aten.triu.Call([this, diagonal]);

        public Tensor tril_(long diagonal = 0) => Aten.tril_.CallInPlace(this, diagonal);

        public Tensor triu_(long diagonal = 0) => Aten.triu_.CallInPlace(this, diagonal);

        public Tensor diag(long diagonal = 0) => Aten.diag.Call([this, diagonal]);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Aten.diagonal.Call([this, offset, dim1, dim2]);

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) =>
            Aten.diag_embed.Call([this, offset, dim1, dim2]);

        public Tensor trace() => Aten.trace.Call(this);

        public Tensor cross(Tensor other, long dim = -1) => Aten.linalg_cross.Call([this, other, dim]);

        public Tensor inverse() => Aten.inverse.Call(this);

        public Tensor det() => Aten.det.Call(this);

        public Tensor pinverse(double rcond = 1E-15) => Aten.pinverse.Call([this, rcond]);

        public Tensor cholesky(bool upper = false) => Aten.linalg_cholesky.Call([this, upper]);

        public Tensor matrix_power(int n) => Aten.matrix_power.Call([this, n]);

        public Tensor matrix_exp() => Aten.matrix_exp.Call(this);

        public (Tensor U, Tensor S, Tensor V) svd(bool some = true, bool compute_uv = true) =>
            Aten.svd.Call3([this, some, compute_uv]);

        public (Tensor Q, Tensor R) qr(bool some = true) =>
            Aten.linalg_qr.Call2([this, some ? "reduced" : "complete"]);

        public Tensor cov(long correction = 1) => Aten.cov.Call([this, correction]);

        public Tensor renorm(Scalar p, long dim, Scalar maxnorm) => Aten.renorm.Call([this, p, dim, maxnorm]);
    }
}
