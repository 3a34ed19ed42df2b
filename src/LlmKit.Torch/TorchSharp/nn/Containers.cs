using System.Collections;

namespace TorchSharp.Modules;

/// <summary>Modules one behind the other: each takes the result of the one before.</summary>
public sealed class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly List<torch.nn.Module<torch.Tensor, torch.Tensor>> _modules = [];

    internal Sequential(IEnumerable<(string Name, torch.nn.Module<torch.Tensor, torch.Tensor> Module)> modules) : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules) append(key, module);
    }

    public int Count => _modules.Count;

    public torch.nn.Module<torch.Tensor, torch.Tensor> this[int index] => _modules[index];

    public Sequential append(torch.nn.Module<torch.Tensor, torch.Tensor> module) => append($"{_modules.Count}", module);

    public Sequential append(string name, torch.nn.Module<torch.Tensor, torch.Tensor> module)
    {
        register_module(name, module);
        _modules.Add(module);
        return this;
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var x = input;
        foreach (var module in _modules) x = module.call(x);
        return ReferenceEquals(x, input) ? input.alias().MoveToOuterDisposeScope() : scope.MoveToOuter(x);
    }
}

/// <summary>A list of modules that belong to the one that holds it.</summary>
public sealed class ModuleList<T> : torch.nn.Module, IReadOnlyList<T> where T : torch.nn.Module
{
    private readonly List<T> _list = [];

    public ModuleList(params T[] modules) : base("ModuleList")
    {
        extend(modules);
    }

    public int Count => _list.Count;

    public T this[int index] => _list[index];

    public void Add(T module) => append(module);

    public ModuleList<T> append(T module)
    {
        register_module($"{_list.Count}", module);
        _list.Add(module);
        return this;
    }

    public ModuleList<T> extend(IEnumerable<T> modules)
    {
        foreach (var module in modules) append(module);
        return this;
    }

    public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Modules by name that belong to the one that holds them.</summary>
public sealed class ModuleDict<T> : torch.nn.Module, IEnumerable<(string Name, T Module)> where T : torch.nn.Module
{
    private readonly List<(string Name, T Module)> _entries = [];

    public ModuleDict(params (string, T)[] modules) : base("ModuleDict")
    {
        foreach (var (key, module) in modules) Add(key, module);
    }

    public int Count => _entries.Count;

    public T this[string key] => _entries.FirstOrDefault(entry => entry.Name == key).Module ??
        throw new KeyNotFoundException($"There is no module \"{key}\" among {string.Join(", ", _entries.Select(entry => $"\"{entry.Name}\""))}.");

    public void Add(string key, T module)
    {
        register_module(key, module);
        _entries.Add((key, module));
    }

    public bool ContainsKey(string key) => _entries.Any(entry => entry.Name == key);

    public IEnumerator<(string Name, T Module)> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Parameters that belong to the module that holds the list.</summary>
public sealed class ParameterList : torch.nn.Module, IReadOnlyList<Parameter>
{
    private readonly List<Parameter> _list = [];

    public ParameterList(params Parameter[] parameters) : base("ParameterList")
    {
        foreach (var parameter in parameters) Add(parameter);
    }

    public int Count => _list.Count;

    public Parameter this[int index] => _list[index];

    public void Add(Parameter parameter)
    {
        register_parameter($"{_list.Count}", parameter);
        _list.Add(parameter);
    }

    public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
