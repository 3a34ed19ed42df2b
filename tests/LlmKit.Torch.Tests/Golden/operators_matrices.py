"""Matrix products, decompositions, Fourier transforms."""
import torch
from operator_cases import C, D, F, I, T, definite


def add(case):
    products(case)
    equations(case)
    decompositions(case)
    distances(case)
    fourier(case)


def products(case):
    case("matmul.1d_1d", torch.matmul, F(4), F(4))
    case("matmul.2d_1d", torch.matmul, F(2, 3), F(3))
    case("matmul.1d_2d", torch.matmul, F(3), F(3, 2))
    case("matmul.2d_2d", torch.matmul, F(2, 3), F(3, 4))
    case("matmul.3d_1d", torch.matmul, F(2, 2, 3), F(3))
    case("matmul.1d_3d", torch.matmul, F(3), F(2, 3, 2))
    case("matmul.3d_2d", torch.matmul, F(2, 2, 3), F(3, 2))
    case("matmul.2d_3d", torch.matmul, F(2, 3), F(2, 3, 2))
    case("matmul.3d_3d", torch.matmul, F(2, 2, 3), F(2, 3, 2))
    case("matmul.4d_4d_broadcast", torch.matmul, F(2, 1, 2, 3), F(1, 3, 3, 2))
    case("matmul.int", torch.matmul, I(2, 3), I(3, 2))
    case("matmul.double", torch.matmul, D(2, 3), D(3, 2))
    case("matmul.empty_inner", torch.matmul, F(2, 0), F(0, 3))
    case("mm", torch.mm, F(3, 2), F(2, 3))
    case("mm.transposed", lambda a, b: torch.mm(a.t(), b), F(2, 3), F(2, 3))
    case("bmm", torch.bmm, F(2, 2, 3), F(2, 3, 2))
    case("mv", torch.mv, F(2, 3), F(3))
    case("dot", torch.dot, F(4), F(4))
    case("vdot.complex", torch.vdot, C(3), C(3))
    case("inner", torch.inner, F(2, 3), F(2, 3))
    case("outer", torch.outer, F(3), F(2))
    case("addmm", lambda m, a, b: torch.addmm(m, a, b, beta=0.5, alpha=2), F(3), F(2, 3), F(3, 3))
    case("addmv", lambda m, a, b: torch.addmv(m, a, b), F(2), F(2, 3), F(3))
    case("addr", lambda m, a, b: torch.addr(m, a, b, beta=2, alpha=0.5), F(2, 3), F(2), F(3))
    case("baddbmm", lambda m, a, b: torch.baddbmm(m, a, b, beta=0.5, alpha=-1), F(2, 2, 2), F(2, 2, 3),
         F(2, 3, 2))
    case("addbmm", lambda m, a, b: torch.addbmm(m, a, b), F(2, 2), F(2, 2, 3), F(2, 3, 2))
    case("tensordot", lambda a, b: torch.tensordot(a, b, dims=([1, 2], [0, 1])), F(2, 3, 2), F(3, 2, 4))
    case("kron", torch.kron, F(2, 2), F(1, 3))
    case("cross", lambda a, b: torch.cross(a, b, dim=1), F(2, 3), F(2, 3))


def equations(case):
    case("einsum.matrix", lambda a, b: torch.einsum("ij,jk->ik", a, b), F(2, 3), F(3, 2))
    case("einsum.trace", lambda a: torch.einsum("ii->", a), F(3, 3))
    case("einsum.diagonal", lambda a: torch.einsum("ii->i", a), F(3, 3))
    case("einsum.transpose", lambda a: torch.einsum("ijk->kij", a), F(2, 3, 2))
    case("einsum.outer", lambda a, b: torch.einsum("i,j->ij", a, b), F(2), F(3))
    case("einsum.batch_ellipsis", lambda a, b: torch.einsum("...ij,...jk->...ik", a, b), F(2, 2, 3), F(3, 2))
    case("einsum.attention", lambda q, k: torch.einsum("bthd,bshd->bhts", q, k), F(1, 3, 2, 2), F(1, 3, 2, 2))
    case("einsum.three", lambda a, b, c: torch.einsum("ij,jk,k->i", a, b, c), F(2, 3), F(3, 2), F(2))


def decompositions(case):
    case("inverse", torch.inverse, definite(3))
    case("det", torch.det, F(3, 3))
    case("slogdet", torch.slogdet, definite(3))
    case("svd.values", lambda a: torch.linalg.svdvals(a), F(3, 2))
    case("svd.product", lambda a: rebuild(*torch.linalg.svd(a, full_matrices=False)), F(3, 2))
    case("cholesky", torch.linalg.cholesky, definite(3))
    case("qr", torch.linalg.qr, F(3, 2))
    case("solve", torch.linalg.solve, definite(3), F(3, 2))
    case("solve_triangular", lambda a, b: torch.linalg.solve_triangular(a.triu(), b, upper=True), definite(3),
         F(3, 2))
    case("lstsq.solution", lambda a, b: torch.linalg.lstsq(a, b).solution, F(4, 2), F(4, 1), grad=False)
    case("matrix_power", lambda a: torch.linalg.matrix_power(a, 3), F(3, 3))
    case("matrix_power.inverse", lambda a: torch.linalg.matrix_power(a, -2), definite(2))
    case("matrix_exp", torch.matrix_exp, F(3, 3, low=-1, high=1))
    case("matrix_rank", torch.linalg.matrix_rank, T([[1.0, 2.0], [2.0, 4.0], [0.0, 1.0]]), grad=False)
    case("matrix_rank.deficient", torch.linalg.matrix_rank, T([[1.0, 2.0], [2.0, 4.0]]), grad=False)
    case("pinv", torch.linalg.pinv, F(3, 2))
    case("eigvalsh", torch.linalg.eigvalsh, definite(3))
    case("tril", torch.tril, F(3, 3))
    case("tril.diagonal", lambda a: a.tril(-1), F(3, 4))
    case("triu", torch.triu, F(3, 3))
    case("triu.diagonal", lambda a: a.triu(1), F(4, 3))
    case("diag.vector", torch.diag, F(3))
    case("diag.matrix", lambda a: torch.diag(a, 1), F(3, 4))
    case("diagonal", lambda a: a.diagonal(offset=-1, dim1=0, dim2=2), F(3, 2, 3))
    case("diag_embed", torch.diag_embed, F(2, 3))


def rebuild(u, s, vh):
    return u @ torch.diag(s) @ vh


def distances(case):
    case("cdist", lambda a, b: torch.cdist(a, b), F(2, 3), F(4, 3))
    case("cdist.1", lambda a, b: torch.cdist(a, b, p=1), F(2, 3), F(4, 3))
    case("pdist", lambda a: torch.nn.functional.pdist(a), F(4, 3))


def fourier(case):
    case("fft.rfft", torch.fft.rfft, F(2, 5))
    case("fft.irfft", lambda a: torch.fft.irfft(a, n=4), C(3))
    case("fft.fft", torch.fft.fft, C(4))
    case("fft.ifft", torch.fft.ifft, C(4))
