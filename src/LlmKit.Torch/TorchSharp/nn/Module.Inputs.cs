
using TorchSharp.Modules;

namespace TorchSharp;

// Modules with one to six inputs.
public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module from one input to a result.</summary>
        public abstract class Module<T, TResult> : Module
        {
            private readonly Hooks<Func<Module<T, TResult>, T, T?>> _before = new();
            private readonly Hooks<Func<Module<T, TResult>, T, TResult, TResult>> _after = new();

            protected Module(string name) : base(name)
            {
            }

            /// <summary>The function of the module, without hooks.</summary>
            public abstract TResult forward(T input);

            /// <summary>The hooks before, <see cref="forward"/>, and the hooks after.</summary>
            public TResult call(T input)
            {
                foreach (var hook in _before.All) input = hook(this, input) is { } changed ? changed : input;
                var result = forward(input);
                foreach (var hook in _after.All) result = hook(this, input, result);
                return result;
            }

            /// <summary>Calls <paramref name="hook"/> before each call; what it returns, unless null, replaces the input.</summary>
            public HookRemover register_forward_pre_hook(Func<Module<T, TResult>, T, T?> hook) => _before.Add(hook);

            /// <summary>Calls <paramref name="hook"/> after each call; what it returns is the result.</summary>
            public HookRemover register_forward_hook(Func<Module<T, TResult>, T, TResult, TResult> hook) => _after.Add(hook);
        }

        /// <summary>A module from 2 inputs to a result.</summary>
        public abstract class Module<T1, T2, TResult> : Module
        {
            private readonly Hooks<Action<Module<T1, T2, TResult>, T1, T2>> _before = new();
            private readonly Hooks<Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>> _after = new();

            protected Module(string name) : base(name)
            {
            }

            /// <summary>The function of the module, without hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>The hooks before, <see cref="forward"/>, and the hooks after.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                foreach (var hook in _before.All) hook(this, input1, input2);
                var result = forward(input1, input2);
                foreach (var hook in _after.All) result = hook(this, input1, input2, result);
                return result;
            }

            /// <summary>Calls <paramref name="hook"/> before each call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module<T1, T2, TResult>, T1, T2> hook) => _before.Add(hook);

            /// <summary>Calls <paramref name="hook"/> after each call; what it returns is the result.</summary>
            public HookRemover register_forward_hook(Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult> hook) => _after.Add(hook);
        }

        /// <summary>A module from 3 inputs to a result.</summary>
        public abstract class Module<T1, T2, T3, TResult> : Module
        {
            private readonly Hooks<Action<Module<T1, T2, T3, TResult>, T1, T2, T3>> _before = new();
            private readonly Hooks<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>> _after = new();

            protected Module(string name) : base(name)
            {
            }

            /// <summary>The function of the module, without hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>The hooks before, <see cref="forward"/>, and the hooks after.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                foreach (var hook in _before.All) hook(this, input1, input2, input3);
                var result = forward(input1, input2, input3);
                foreach (var hook in _after.All) result = hook(this, input1, input2, input3, result);
                return result;
            }

            /// <summary>Calls <paramref name="hook"/> before each call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module<T1, T2, T3, TResult>, T1, T2, T3> hook) => _before.Add(hook);

            /// <summary>Calls <paramref name="hook"/> after each call; what it returns is the result.</summary>
            public HookRemover register_forward_hook(Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult> hook) => _after.Add(hook);
        }

        /// <summary>A module from 4 inputs to a result.</summary>
        public abstract class Module<T1, T2, T3, T4, TResult> : Module
        {
            private readonly Hooks<Action<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4>> _before = new();
            private readonly Hooks<Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>> _after = new();

            protected Module(string name) : base(name)
            {
            }

            /// <summary>The function of the module, without hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>The hooks before, <see cref="forward"/>, and the hooks after.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                foreach (var hook in _before.All) hook(this, input1, input2, input3, input4);
                var result = forward(input1, input2, input3, input4);
                foreach (var hook in _after.All) result = hook(this, input1, input2, input3, input4, result);
                return result;
            }

            /// <summary>Calls <paramref name="hook"/> before each call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4> hook) => _before.Add(hook);

            /// <summary>Calls <paramref name="hook"/> after each call; what it returns is the result.</summary>
            public HookRemover register_forward_hook(Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult> hook) => _after.Add(hook);
        }

        /// <summary>A module from 5 inputs to a result.</summary>
        public abstract class Module<T1, T2, T3, T4, T5, TResult> : Module
        {
            private readonly Hooks<Action<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5>> _before = new();
            private readonly Hooks<Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult>> _after = new();

            protected Module(string name) : base(name)
            {
            }

            /// <summary>The function of the module, without hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);

            /// <summary>The hooks before, <see cref="forward"/>, and the hooks after.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5)
            {
                foreach (var hook in _before.All) hook(this, input1, input2, input3, input4, input5);
                var result = forward(input1, input2, input3, input4, input5);
                foreach (var hook in _after.All) result = hook(this, input1, input2, input3, input4, input5, result);
                return result;
            }

            /// <summary>Calls <paramref name="hook"/> before each call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5> hook) => _before.Add(hook);

            /// <summary>Calls <paramref name="hook"/> after each call; what it returns is the result.</summary>
            public HookRemover register_forward_hook(Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult> hook) => _after.Add(hook);
        }

        /// <summary>A module from 6 inputs to a result.</summary>
        public abstract class Module<T1, T2, T3, T4, T5, T6, TResult> : Module
        {
            private readonly Hooks<Action<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6>> _before = new();
            private readonly Hooks<Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, TResult, TResult>> _after = new();

            protected Module(string name) : base(name)
            {
            }

            /// <summary>The function of the module, without hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);

            /// <summary>The hooks before, <see cref="forward"/>, and the hooks after.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6)
            {
                foreach (var hook in _before.All) hook(this, input1, input2, input3, input4, input5, input6);
                var result = forward(input1, input2, input3, input4, input5, input6);
                foreach (var hook in _after.All) result = hook(this, input1, input2, input3, input4, input5, input6, result);
                return result;
            }

            /// <summary>Calls <paramref name="hook"/> before each call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6> hook) => _before.Add(hook);

            /// <summary>Calls <paramref name="hook"/> after each call; what it returns is the result.</summary>
            public HookRemover register_forward_hook(Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, TResult, TResult> hook) => _after.Add(hook);
        }
    }
}
