using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Limited-memory BFGS: builds the curvature of the loss from its last moves and takes a Newton step with
    /// it (Liu and Nocedal 1989). For small problems whose loss is computed on all data.
    /// </summary>
    /// <remarks>
    /// A step calls the closure many times; what it makes belongs to the caller's dispose scope.
    /// </remarks>
    public sealed class LBFGS : OptimizerHelper
    {
        internal LBFGS(IEnumerable<Parameter> parameters, Options options)
            : base([new ParamGroup(parameters, options)], options)
        {
        }

        private Options Numbers => (Options)((Modules.ParamGroup)ParamGroups.First()).Options!;

        private Parameter[] Parameters => [.. parameters()];

        public override void add_param_group(Modules.ParamGroup param_group) =>
            throw new NotSupportedException(
            "LBFGS treats all parameters as one vector and takes no second group. Give it all at once.");

        /// <summary>Moves the parameters up to <c>max_iter</c> times.</summary>
        /// <param name="closure">Clears the gradients, computes the loss, calls backward, returns the
        /// loss.</param>
        public override Tensor step(Func<Tensor>? closure = null)
        {
            if (closure is null)
                throw new ArgumentNullException(
                    nameof(closure), "LBFGS computes the loss several times in a step. Pass a function that does.");

            var state = (LbfgsHistory)StateOf(Parameters[0]);
            var first = Evaluate(closure);
            state.Evaluations++;
            var gradient = Gradient();
            try
            {
                if (Largest(gradient) > Numbers.tolerance_grad)
                    Run(state, closure, first.ToDouble(), ref gradient);
            }
            finally
            {
                gradient.Dispose();
            }

            return first;
        }

        protected override OptimizerState NewState() => new LbfgsHistory();

        protected override void Step(Modules.ParamGroup group) => throw new NotSupportedException();

        // The first parameter's state is that of all of them together.
        protected override void CheckState(Tensor parameter, string name, Tensor value, string place)
        {
            var count = Parameters.Sum(each => each.numel() * (each.is_complex() ? 2 : 1));
            if (value.ndim == 1 && value.numel() == count) return;
            throw new InvalidDataException(
                $"\"{name}\" of {place} is {Argument.Describe(value)}, and the parameters have {count} elements. " +
                "The state belongs to a model of other sizes.");
        }

        private void Run(LbfgsHistory state, Func<Tensor> closure, double loss, ref Tensor gradient)
        {
            var o = Numbers;
            long evaluations = 1;
            for (long iteration = 1; iteration <= o.max_iter; iteration++)
            {
                state.Turn(gradient, (int)o.history_size!.Value);
                var slope = Dot(gradient, state.Direction!);
                var lossBefore = loss;
                state.Step = state.Iterations == 1 ? Math.Min(1, 1 / Sum(gradient)) * o.Rate : o.Rate;
                if (slope > -o.tolerance_change) return;

                var calls = 0;
                if (o.strong_wolfe is true)
                {
                    (loss, calls) = Search(state, closure, loss, slope, ref gradient);
                }
                else
                {
                    Move(state.Step, state.Direction!);
                    if (iteration < o.max_iter)
                    {
                        loss = Evaluate(closure).ToDouble();
                        Replace(ref gradient, Gradient());
                        calls = 1;
                    }
                }

                evaluations += calls;
                state.Evaluations += calls;
                if (evaluations >= o.max_eval || Largest(gradient) <= o.tolerance_grad) return;
                if (Largest(state.Direction!) * Math.Abs(state.Step) <= o.tolerance_change) return;
                if (Math.Abs(loss - lossBefore) < o.tolerance_change) return;
            }
        }

        private (double Loss, int Calls) Search(
            LbfgsHistory state, Func<Tensor> closure, double loss, double slope, ref Tensor gradient)
        {
            var direction = state.Direction!;
            var start = Copies();
            try
            {
                using var search = new WolfeSearch(length =>
                {
                    Move(length, direction);
                    try
                    {
                        var value = Evaluate(closure).ToDouble();
                        var there = Gradient();
                        return new(length, value, Dot(there, direction), there);
                    }
                    finally
                    {
                        Restore(start);
                    }
                });
                var here = new WolfeSearch.Point(0, loss, slope, gradient);
                var found = search.Run(here, state.Step, Largest(direction), Numbers.tolerance_change!.Value);
                state.Step = found.Length;
                Move(found.Length, direction);
                if (!ReferenceEquals(found.Gradient, gradient))
                    Replace(ref gradient, found.Gradient.clone().DetachFromDisposeScope());
                return (found.Loss, search.Calls);
            }
            finally
            {
                Array.ForEach(start, tensor => tensor.Dispose());
            }
        }

        private static void Replace(ref Tensor tensor, Tensor other)
        {
            tensor.Dispose();
            tensor = other;
        }

        private Tensor[] Copies()
        {
            using var frozen = no_grad();
            return [.. Parameters.Select(parameter => parameter.detach().clone().DetachFromDisposeScope())];
        }

        private void Restore(Tensor[] values)
        {
            using var frozen = no_grad();
            foreach (var (parameter, value) in Parameters.Zip(values)) parameter.copy_(value);
        }

        // All gradients one behind the other; what has none counts as 0.
        private Tensor Gradient()
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var all = Parameters.Select(parameter => Flat(parameter.grad ?? zeros_like(parameter)));
            return cat([.. all]).DetachFromDisposeScope();
        }

        private static Tensor Flat(Tensor gradient)
        {
            if (gradient.is_sparse) gradient = gradient.to_dense();
            return (gradient.is_complex() ? gradient.view_as_real() : gradient).reshape(-1);
        }

        private void Move(double length, Tensor direction)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            long from = 0;
            foreach (var parameter in Parameters)
            {
                var real = parameter.is_complex() ? parameter.view_as_real() : parameter;
                real.add_(direction.narrow(0, from, real.numel()).view_as(real), length);
                from += real.numel();
            }
        }

        private static double Dot(Tensor a, Tensor b)
        {
            using var scope = NewDisposeScope();
            return a.dot(b).ToDouble();
        }

        private static double Largest(Tensor tensor)
        {
            using var scope = NewDisposeScope();
            return tensor.abs().max().ToDouble();
        }

        private static double Sum(Tensor tensor)
        {
            using var scope = NewDisposeScope();
            return tensor.abs().sum().ToDouble();
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>Most moves of a step.</summary>
            public long? max_iter { get; set; }

            /// <summary>Most calls of the closure in a step; the line search may exceed it.</summary>
            public long? max_eval { get; set; }

            /// <summary>Ends the step when no gradient is larger.</summary>
            public double? tolerance_grad { get; set; }

            /// <summary>Ends the step when loss or parameters change by no more.</summary>
            public double? tolerance_change { get; set; }

            /// <summary>Moves that are remembered. Each costs two copies of the parameters.</summary>
            public long? history_size { get; set; }

            /// <summary>Looks along each direction for a length that lowers loss and slope enough.</summary>
            public bool? strong_wolfe { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                max_iter = visitor.Visit(nameof(max_iter), max_iter);
                max_eval = visitor.Visit(nameof(max_eval), max_eval);
                tolerance_grad = visitor.Visit(nameof(tolerance_grad), tolerance_grad);
                tolerance_change = visitor.Visit(nameof(tolerance_change), tolerance_change);
                history_size = visitor.Visit(nameof(history_size), history_size);
                strong_wolfe = visitor.Visit(nameof(strong_wolfe), strong_wolfe);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(max_iter is > 0, max_iter, "above 0");
                Require(max_eval is > 0, max_eval, "above 0");
                Require(history_size is > 0 and <= 100_000, history_size, "1 to 100000");
            }
        }

        /// <summary>The parameters, all in one group.</summary>
        public sealed class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }
        }
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class optim
        {
            /// <inheritdoc cref="Modules.LBFGS"/>
            /// <param name="lr">Length of a move in Newton steps. PyTorch's default; TorchSharp has
            /// 0.01.</param>
            /// <param name="max_iter">Most moves of a step.</param>
            /// <param name="max_eval">Most calls of the closure in a step; null means a quarter more than
            /// moves.</param>
            /// <param name="tolerange_grad">Ends the step when no gradient is larger. (TorchSharp spells it
            /// so.) PyTorch's
            /// default; TorchSharp has 1e-5.</param>
            /// <param name="tolerance_change">Ends the step when loss or parameters change by no
            /// more.</param>
            /// <param name="history_size">Moves that are remembered.</param>
            /// <param name="line_search_fn">"strong_wolfe", or null for moves of the length
            /// <paramref name="lr"/>.</param>
            public static LBFGS LBFGS(
                IEnumerable<Parameter> parameters, double lr = 1, long max_iter = 20, long? max_eval = null,
                double tolerange_grad = 1e-7, double tolerance_change = 1e-9, long history_size = 100,
                string? line_search_fn = null)
            {
                if (line_search_fn is not (null or "strong_wolfe"))
                {
                    throw new ArgumentException(
                        $"line_search_fn = \"{line_search_fn}\" is unknown. It is \"strong_wolfe\" or null.",
                        nameof(line_search_fn));
                }

                return new(parameters, new()
                {
                    LearningRate = lr,
                    max_iter = max_iter,
                    max_eval = max_eval ?? Math.Max(1, max_iter * 5 / 4),
                    tolerance_grad = tolerange_grad,
                    tolerance_change = tolerance_change,
                    history_size = history_size,
                    strong_wolfe = line_search_fn is not null,
                });
            }

            public static LBFGS LBFGS(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1, long max_iter = 20,
                long? max_eval = null, double tolerange_grad = 1e-7, double tolerance_change = 1e-9,
                long history_size = 100, string? line_search_fn = null) =>
                LBFGS(
                    parameters.Select(pair => pair.parameter), lr, max_iter, max_eval, tolerange_grad,
                    tolerance_change, history_size, line_search_fn);
        }
    }
}
