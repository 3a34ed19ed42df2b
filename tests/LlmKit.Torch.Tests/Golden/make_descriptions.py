"""Writes descriptions.json: how PyTorch prints modules, by the names of DescriptionTests."""
from torch import nn

from goldens import write


def modules():
    return {
        "ReLU": nn.ReLU(),
        "ReLU.inplace": nn.ReLU(inplace=True),
        "ReLU6.inplace": nn.ReLU6(inplace=True),
        "LeakyReLU": nn.LeakyReLU(),
        "LeakyReLU.inplace": nn.LeakyReLU(1e-5, inplace=True),
        "PReLU": nn.PReLU(3),
        "RReLU": nn.RReLU(),
        "RReLU.inplace": nn.RReLU(0.0, 1.0, inplace=True),
        "Threshold": nn.Threshold(1.0, -20.5),
        "Threshold.inplace": nn.Threshold(0.1, 1e20, inplace=True),
        "ELU": nn.ELU(),
        "ELU.inplace": nn.ELU(0.25, inplace=True),
        "SELU.inplace": nn.SELU(inplace=True),
        "CELU.inplace": nn.CELU(2.0, inplace=True),
        "GELU": nn.GELU(),
        "GELU.tanh": nn.GELU(approximate="tanh"),
        "SiLU.inplace": nn.SiLU(inplace=True),
        "Mish.inplace": nn.Mish(inplace=True),
        "Hardswish.inplace": nn.Hardswish(inplace=True),
        "GLU": nn.GLU(),
        "Sigmoid": nn.Sigmoid(),
        "LogSigmoid": nn.LogSigmoid(),
        "Hardsigmoid": nn.Hardsigmoid(),
        "Softplus": nn.Softplus(),
        "Softsign": nn.Softsign(),
        "Tanh": nn.Tanh(),
        "Hardtanh": nn.Hardtanh(),
        "Hardtanh.inplace": nn.Hardtanh(-2.0, 0.125, inplace=True),
        "Tanhshrink": nn.Tanhshrink(),
        "Softshrink": nn.Softshrink(),
        "Hardshrink": nn.Hardshrink(1.0),
        "Softmax": nn.Softmax(-1),
        "LogSoftmax": nn.LogSoftmax(1),
        "Softmin": nn.Softmin(0),
        "Softmax2d": nn.Softmax2d(),
        "Dropout": nn.Dropout(),
        "Dropout1d": nn.Dropout1d(0.1),
        "Dropout2d": nn.Dropout2d(1.0),
        "Dropout3d": nn.Dropout3d(0.0),
        "AlphaDropout": nn.AlphaDropout(),
        "FeatureAlphaDropout": nn.FeatureAlphaDropout(0.3, inplace=True),
        "Flatten": nn.Flatten(),
        "Unflatten": nn.Unflatten(1, (2, -1)),
        "Unflatten.one": nn.Unflatten(-1, (4,)),
        "Identity": nn.Identity(),
        "Linear": nn.Linear(2, 3, bias=False),
        "Bilinear": nn.Bilinear(2, 3, 4),
        "Bilinear.no_bias": nn.Bilinear(2, 3, 4, bias=False),
        "Embedding": nn.Embedding(5, 3),
        "Embedding.all": nn.Embedding(5, 3, -1, 1.0, 1.0, True, True),
        "EmbeddingBag": nn.EmbeddingBag(5, 3),
        "EmbeddingBag.all": nn.EmbeddingBag(5, 3, 1.0, 1.0, True, "sum", padding_idx=2),
        "LayerNorm": nn.LayerNorm(4),
        "LayerNorm.two_dims": nn.LayerNorm((2, 3), 1.0, False),
        "CosineSimilarity": nn.CosineSimilarity(),
        "PairwiseDistance": nn.PairwiseDistance(),
        "Sequential": nn.Sequential(nn.Flatten(), nn.Sequential(nn.Linear(2, 2), nn.Tanh())),
    }


def main():
    write("descriptions.json", {name: str(module) for name, module in modules().items()})


if __name__ == "__main__":
    main()
