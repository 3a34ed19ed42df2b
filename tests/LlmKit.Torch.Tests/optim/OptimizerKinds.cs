using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>One of each kind of optimizer, in a setting that uses all of its state.</summary>
internal static class OptimizerKinds
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, OptimizerHelper>> s_makers = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.05),
        ["SGD with momentum"] = p => optim.SGD(p, 0.05, momentum: 0.9, weight_decay: 0.1),
        ["Adam"] = p => optim.Adam(p, 0.05, weight_decay: 0.1),
        ["Adam with amsgrad"] = p => optim.Adam(p, 0.05, amsgrad: true),
        ["AdamW"] = p => optim.AdamW(p, 0.05),
        ["Adagrad"] = p => optim.Adagrad(p, 0.1, lr_decay: 0.1),
        ["Adadelta"] = p => optim.Adadelta(p),
        ["Adamax"] = p => optim.Adamax(p, 0.05),
        ["NAdam"] = p => optim.NAdam(p, 0.05),
        ["RAdam"] = p => optim.RAdam(p, 0.05, beta2: 0.7),
        ["RMSProp"] = p => optim.RMSProp(p, 0.05, momentum: 0.5, centered: true),
        ["Rprop"] = p => optim.Rprop(p, 0.05),
        ["ASGD"] = p => optim.ASGD(p, 0.05, t0: 1),
        ["LBFGS"] = p => optim.LBFGS(p, 0.1, max_iter: 3, history_size: 4),
        ["LBFGS with line search"] = p => optim.LBFGS(p, 0.5, max_iter: 3, history_size: 3, line_search_fn: "strong_wolfe"),
    };

    public static TheoryData<string> Names => [.. s_makers.Keys];

    public static OptimizerHelper Make(string name, params IEnumerable<Parameter> parameters) =>
        s_makers[name](parameters);
}
