using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>
/// Matrix products, decompositions, distances, Fourier transforms: the calls of Golden/operators_matrices.py.
/// </summary>
internal static class MatrixOperators
{
    public static OperatorTable Table { get; } = new()
    {
        { "matmul.1d_1d", (a, b) => torch.matmul(a, b) },
        { "matmul.2d_1d", (a, b) => torch.matmul(a, b) },
        { "matmul.1d_2d", (a, b) => torch.matmul(a, b) },
        { "matmul.2d_2d", (a, b) => a.matmul(b) },
        { "matmul.3d_1d", (a, b) => torch.matmul(a, b) },
        { "matmul.1d_3d", (a, b) => torch.matmul(a, b) },
        { "matmul.3d_2d", (a, b) => torch.matmul(a, b) },
        { "matmul.2d_3d", (a, b) => torch.matmul(a, b) },
        { "matmul.3d_3d", (a, b) => torch.matmul(a, b) },
        { "matmul.4d_4d_broadcast", (a, b) => torch.matmul(a, b) },
        { "matmul.int", (a, b) => torch.matmul(a, b) },
        { "matmul.double", (a, b) => torch.matmul(a, b) },
        { "matmul.empty_inner", (a, b) => torch.matmul(a, b) },
        { "mm", (a, b) => torch.mm(a, b) },
        { "mm.transposed", (a, b) => a.t().mm(b) },
        { "bmm", (a, b) => torch.bmm(a, b) },
        { "mv", (a, b) => torch.mv(a, b) },
        { "dot", (a, b) => torch.dot(a, b) },
        { "vdot.complex", (a, b) => torch.vdot(a, b) },
        { "inner", (a, b) => torch.inner(a, b) },
        { "outer", (a, b) => torch.outer(a, b) },
        { "addmm", (m, a, b) => torch.addmm(m, a, b, beta: 0.5f, alpha: 2) },
        { "addmv", (m, a, b) => m.addmv(a, b) },
        { "addr", (m, a, b) => torch.addr(m, a, b, beta: 2, alpha: 0.5f) },
        { "baddbmm", (m, a, b) => torch.baddbmm(m, a, b, beta: 0.5f, alpha: -1) },
        { "addbmm", (m, a, b) => m.addbmm(a, b) },
        { "tensordot", (a, b) => torch.tensordot(a, b, [1, 2], [0, 1]) },
        { "kron", (a, b) => torch.kron(a, b) },
        { "cross", (a, b) => torch.cross(a, b, 1) },

        { "einsum.matrix", (a, b) => torch.einsum("ij,jk->ik", a, b) },
        { "einsum.trace", a => torch.einsum("ii->", a) },
        { "einsum.diagonal", a => torch.einsum("ii->i", a) },
        { "einsum.transpose", a => torch.einsum("ijk->kij", a) },
        { "einsum.outer", (a, b) => torch.einsum("i,j->ij", a, b) },
        { "einsum.batch_ellipsis", (a, b) => torch.einsum("...ij,...jk->...ik", a, b) },
        { "einsum.attention", (q, k) => torch.einsum("bthd,bshd->bhts", q, k) },
        { "einsum.three", (a, b, c) => torch.einsum("ij,jk,k->i", a, b, c) },

        { "inverse", a => torch.inverse(a) },
        { "det", a => torch.det(a) },
        { "slogdet", a => new Operator("slogdet").Call2([a]) },
        { "svd.values", a => a.svd().S },
        { "svd.product", a => Rebuilt(a.svd()) },
        { "cholesky", a => torch.cholesky(a) },
        { "qr", a => a.qr() },
        { "solve", (a, b) => new Operator("linalg_solve").Call([a, b]) },
        { "solve_triangular", (a, b) => new Operator("linalg_solve_triangular").Call([a.triu(), b, true]) },
        { "lstsq.solution", (a, b) => (Tensor)new Operator("linalg_lstsq").CallAny([a, b])[0]! },
        { "matrix_power", a => torch.matrix_power(a, 3) },
        { "matrix_power.inverse", a => a.matrix_power(-2) },
        { "matrix_exp", a => torch.matrix_exp(a) },
        { "matrix_rank", a => new Operator("linalg_matrix_rank.atol_rtol_float").Call([a]) },
        { "matrix_rank.deficient", a => new Operator("linalg_matrix_rank.atol_rtol_float").Call([a]) },
        { "pinv", a => torch.pinverse(a) },
        { "eigvalsh", a => new Operator("linalg_eigvalsh").Call([a]) },
        { "tril", a => torch.tril(a) },
        { "tril.diagonal", a => a.tril(-1) },
        { "triu", a => torch.triu(a) },
        { "triu.diagonal", a => a.triu(1) },
        { "diag.vector", a => torch.diag(a) },
        { "diag.matrix", a => a.diag(1) },
        { "diagonal", a => a.diagonal(-1, 0, 2) },
        { "diag_embed", a => torch.diag_embed(a) },

        { "cdist", (a, b) => torch.cdist(a, b) },
        { "cdist.1", (a, b) => torch.cdist(a, b, 1) },
        { "pdist", a => new Operator("pdist").Call([a]) },

        { "fft.rfft", a => new Operator("fft_rfft").Call([a]) },
        { "fft.irfft", a => new Operator("fft_irfft").Call([a, 4]) },
        { "fft.fft", a => new Operator("fft_fft").Call([a]) },
        { "fft.ifft", a => new Operator("fft_ifft").Call([a]) },
    };

    private static Tensor Rebuilt((Tensor U, Tensor S, Tensor V) parts) =>
        parts.U.matmul(diag(parts.S)).matmul(parts.V.t());
}
