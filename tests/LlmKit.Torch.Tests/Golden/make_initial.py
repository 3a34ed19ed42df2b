"""Writes initial.json: what layers, nn.init and dropouts draw after manual_seed(1).

The same libtorch draws the same numbers in the same order, so the values are equal, not only alike.
"""
import torch
from torch import nn
from torch.nn import functional, init

from goldens import flat_outputs, tensor, write

CASES = {}


def case(name, function, seed=1):
    torch.manual_seed(seed)
    CASES[name] = {"outputs": [tensor(t) for t in flat_outputs(function())]}


def state(name, build):
    torch.manual_seed(1)
    CASES[name] = {"state": {key: tensor(value) for key, value in build().state_dict().items()}}


def dropouts():
    case("dropout", lambda: functional.dropout(torch.ones(2, 5), 0.4, True))
    case("alpha_dropout", lambda: functional.alpha_dropout(torch.ones(5), 0.4, True))
    case("dropout1d", lambda: functional.dropout1d(torch.ones(2, 4, 2), 0.4, True))
    case("dropout1d.unbatched", lambda: functional.dropout1d(torch.ones(6, 2), 0.4, True))
    case("dropout2d", lambda: functional.dropout2d(torch.ones(2, 4, 2, 1), 0.4, True))
    case("dropout3d", lambda: functional.dropout3d(torch.ones(2, 4, 2, 1, 1), 0.4, True))
    case("dropout3d.unbatched", lambda: functional.dropout3d(torch.ones(6, 2, 1, 1), 0.4, True))
    case("feature_alpha_dropout", lambda: functional.feature_alpha_dropout(torch.ones(2, 4, 2), 0.4, True))
    case("rrelu", lambda: functional.rrelu(-torch.ones(5), 0.1, 0.4, True))
    case("gumbel_softmax", lambda: functional.gumbel_softmax(torch.tensor([[0.5, 1.0, -1.0]]), tau=0.5))


def initial():
    state("Linear", lambda: nn.Linear(3, 4))
    state("Linear.no_bias", lambda: nn.Linear(5, 4, bias=False))
    state("Bilinear", lambda: nn.Bilinear(2, 3, 2))
    state("Embedding", lambda: nn.Embedding(4, 3))
    state("Embedding.padding_idx", lambda: nn.Embedding(4, 5, padding_idx=1))
    state("EmbeddingBag", lambda: nn.EmbeddingBag(3, 2))
    state("Conv1d", lambda: nn.Conv1d(2, 3, 2))
    state("Conv2d", lambda: nn.Conv2d(2, 2, 2))
    state("ConvTranspose2d", lambda: nn.ConvTranspose2d(2, 1, 2))
    state("Conv1d.same", lambda: nn.Conv1d(2, 2, 3, padding="same", groups=2))
    state("Conv2d.groups", lambda: nn.Conv2d(4, 2, (1, 3), groups=2, bias=False))
    state("Conv3d", lambda: nn.Conv3d(1, 2, 2))
    state("ConvTranspose1d.groups", lambda: nn.ConvTranspose1d(2, 4, 2, groups=2))
    state("ConvTranspose3d", lambda: nn.ConvTranspose3d(2, 3, (1, 2, 1)))
    state("InstanceNorm2d", lambda: nn.InstanceNorm2d(2, affine=True, track_running_stats=True))
    state("LayerNorm", lambda: nn.LayerNorm(3))
    state("BatchNorm1d", lambda: nn.BatchNorm1d(3))
    state("GroupNorm", lambda: nn.GroupNorm(2, 4))
    state("PReLU", lambda: nn.PReLU(2))
    state("RNN", lambda: nn.RNN(2, 2))
    state("LSTM", lambda: nn.LSTM(2, 2, bidirectional=True))
    state("GRU", lambda: nn.GRU(2, 3))
    state("LSTMCell", lambda: nn.LSTMCell(3, 2))
    state("MultiheadAttention", lambda: nn.MultiheadAttention(4, 2))
    state("MultiheadAttention.kdim", lambda: nn.MultiheadAttention(4, 2, kdim=3, vdim=2))
    state("TransformerEncoderLayer", lambda: nn.TransformerEncoderLayer(4, 2, 5))
    state("TransformerDecoderLayer", lambda: nn.TransformerDecoderLayer(4, 2, 3))
    state("Transformer", lambda: nn.Transformer(4, 2, 1, 1, 3))
    state("Sequential", lambda: nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)))


def inits():
    case("init.uniform_", lambda: init.uniform_(torch.empty(2, 3), -0.5, 0.5))
    case("init.normal_", lambda: init.normal_(torch.empty(2, 3), 1.0, 0.02))
    case("init.trunc_normal_", lambda: init.trunc_normal_(torch.empty(3, 4), std=0.5, a=-0.6, b=0.7))
    case("init.constant_", lambda: init.constant_(torch.empty(2, 2), 0.3))
    case("init.ones_", lambda: init.ones_(torch.empty(2)))
    case("init.zeros_", lambda: init.zeros_(torch.empty(2)))
    case("init.eye_", lambda: init.eye_(torch.empty(2, 3)))
    case("init.dirac_", lambda: init.dirac_(torch.empty(2, 2, 3)))
    case("init.xavier_uniform_", lambda: init.xavier_uniform_(torch.empty(3, 4)))
    case("init.xavier_uniform_.gain", lambda: init.xavier_uniform_(torch.empty(2, 3, 2), gain=1.5))
    case("init.xavier_normal_", lambda: init.xavier_normal_(torch.empty(3, 4), gain=0.5))
    case("init.kaiming_uniform_", lambda: init.kaiming_uniform_(torch.empty(3, 4)))
    case("init.kaiming_uniform_.relu_fan_out",
         lambda: init.kaiming_uniform_(torch.empty(3, 2, 2), mode="fan_out", nonlinearity="relu"))
    case("init.kaiming_uniform_.a", lambda: init.kaiming_uniform_(torch.empty(3, 4), a=5 ** 0.5))
    case("init.kaiming_normal_", lambda: init.kaiming_normal_(torch.empty(3, 4)))
    case("init.kaiming_normal_.tanh", lambda: init.kaiming_normal_(torch.empty(3, 4), nonlinearity="tanh"))
    case("init.orthogonal_", lambda: init.orthogonal_(torch.empty(3, 4)))
    case("init.orthogonal_.tall", lambda: init.orthogonal_(torch.empty(4, 2), gain=2.0))
    case("init.sparse_", lambda: init.sparse_(torch.empty(4, 3), 0.5, std=0.1))


def main():
    for part in (dropouts, initial, inits):
        part()
    write("initial.json", CASES)


if __name__ == "__main__":
    main()
