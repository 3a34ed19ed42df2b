using System.Reflection;
using System.Text;
using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>Gives a field another name in the state dictionary.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a model: parameters, buffers and smaller modules, each with a name.</summary>
        public abstract partial class Module : IDisposable
        {
            private readonly List<(string Name, Parameter Parameter)> _parameters = [];
            private readonly List<(string Name, Tensor Buffer, bool IsPersistent)> _buffers = [];
            private readonly List<(string Name, Module Module)> _modules = [];

            protected Module(string name) => this.name = name;

            protected string name { get; }

            /// <summary>Whether dropout, batch norm and the like behave as in training.</summary>
            public bool training { get; private set; } = true;

            public virtual string GetName() => name;

            /// <summary>Registers what the fields hold: modules, parameters, and other tensors as buffers, under the fields' names.</summary>
            protected void RegisterComponents()
            {
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    {
                        var key = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                        switch (field.GetValue(this))
                        {
                            case Module module when !_modules.Any(known => known.Name == key):
                                register_module(key, module);
                                break;
                            case Parameter parameter when !_parameters.Any(known => known.Name == key):
                                register_parameter(key, parameter);
                                break;
                            case Tensor tensor and not Modules.Parameter when !_buffers.Any(known => known.Name == key):
                                register_buffer(key, tensor);
                                break;
                        }
                    }
                }
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                CheckName(name);
                _buffers.Add((name, tensor.DetachFromDisposeScope(), persistent));
            }

            public virtual void register_module(string name, Module submodule)
            {
                CheckName(name);
                _modules.Add((name, submodule));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                CheckName(name);
                _parameters.Add((name, param));
            }

            public IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            /// <summary>Each parameter once, under its first name.</summary>
            public IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                return AllParameters("", recurse).Where(pair => seen.Add(pair.parameter));
            }

            public IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            public IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                AllBuffers("", recurse).Where(entry => include_nonpersistent || entry.IsPersistent).Select(entry => (entry.Name, entry.Buffer));

            public IEnumerable<Module> children() => _modules.Select(pair => pair.Module);

            public IEnumerable<(string name, Module module)> named_children() => _modules.Select(pair => (pair.Name, pair.Module));

            /// <summary>This module and all below it.</summary>
            public IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            public IEnumerable<(string name, Module module)> named_modules() => Named("", this);

            public bool has_parameter(string target) => named_parameters().Any(pair => pair.name == target);

            public Parameter? get_parameter(string target) => AllParameters("", true).FirstOrDefault(pair => pair.name == target).parameter;

            public Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(pair => pair.name == target).buffer;

            public virtual void train(bool train = true)
            {
                foreach (var module in modules()) module.training = train;
            }

            public void eval() => train(false);

            /// <summary>Clears the gradients: to none, or to zeros.</summary>
            public void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else gradient.zero_();
                }
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in _modules) module.apply(fn);
                fn(this);
                return this;
            }

            public Module requires_grad_(bool requires_grad = true)
            {
                foreach (var parameter in parameters()) parameter.requires_grad = requires_grad;
                return this;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                foreach (var (_, parameter) in _parameters) parameter.Dispose();
                foreach (var (_, buffer, _) in _buffers) buffer.Dispose();
                foreach (var (_, module) in _modules) module.Dispose();
            }

            /// <summary>What the description shows between the parentheses of a module without parts, such as its sizes.</summary>
            protected virtual string ExtraDescription() => "";

            /// <summary>The module and its parts, indented, as PyTorch prints them.</summary>
            public override string ToString()
            {
                if (_modules.Count == 0) return $"{GetName()}({ExtraDescription()})";
                var text = new StringBuilder($"{GetName()}(\n");
                foreach (var (key, module) in _modules) text.Append($"  ({key}): {module.ToString()!.Replace("\n", "\n  ", StringComparison.Ordinal)}\n");
                return text.Append(')').ToString();
            }

            /// <summary>Changes the tensors in their places, so that optimizers go on seeing them.</summary>
            internal void Move(Func<Tensor, Tensor> change)
            {
                using var frozen = no_grad();
                foreach (var module in modules())
                {
                    foreach (var (_, parameter) in module._parameters)
                    {
                        using var moved = change(parameter);
                        if (!ReferenceEquals(moved, parameter)) parameter.SetData(moved);
                    }

                    foreach (var (_, buffer, _) in module._buffers)
                    {
                        using var moved = change(buffer);
                        buffer.SetData(moved);
                    }
                }
            }

            private IEnumerable<(string name, Parameter parameter)> AllParameters(string prefix, bool recurse)
            {
                foreach (var (key, parameter) in _parameters) yield return (prefix + key, parameter);
                if (!recurse) yield break;
                foreach (var (key, module) in _modules)
                {
                    foreach (var pair in module.AllParameters($"{prefix}{key}.", true)) yield return pair;
                }
            }

            private IEnumerable<(string Name, Tensor Buffer, bool IsPersistent)> AllBuffers(string prefix, bool recurse)
            {
                foreach (var (key, buffer, isPersistent) in _buffers) yield return (prefix + key, buffer, isPersistent);
                if (!recurse) yield break;
                foreach (var (key, module) in _modules)
                {
                    foreach (var entry in module.AllBuffers($"{prefix}{key}.", true)) yield return entry;
                }
            }

            private static IEnumerable<(string, Module)> Named(string prefix, Module module)
            {
                yield return (prefix, module);
                foreach (var (key, child) in module._modules)
                {
                    foreach (var below in Named(prefix.Length == 0 ? key : $"{prefix}.{key}", child)) yield return below;
                }
            }

            private void CheckName(string key)
            {
                if (string.IsNullOrEmpty(key) || key.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"\"{key}\" is no name for a part of {GetName()}: it must not be empty or hold a dot.", nameof(key));
                if (_parameters.Any(known => known.Name == key) || _buffers.Any(known => known.Name == key) || _modules.Any(known => known.Name == key))
                    throw new ArgumentException($"{GetName()} already has a part named \"{key}\". Choose another name.", nameof(key));
            }
        }
    }
}
