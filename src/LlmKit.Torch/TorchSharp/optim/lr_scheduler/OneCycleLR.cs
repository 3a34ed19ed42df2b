namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.OneCycleLR"/>
            /// <param name="max_lr">The rate at the top.</param>
            /// <param name="total_steps">Steps of the whole cycle; or give the next two.</param>
            /// <param name="epochs">Epochs of the run.</param>
            /// <param name="steps_per_epoch">Steps of an epoch.</param>
            /// <param name="pct_start">Part of the steps that rise.</param>
            /// <param name="anneal_strategy">The form of rise and fall.</param>
            /// <param name="cycle_momentum">Moves the momentum, or Adam's beta1, too. The optimizer must have
            /// one.</param>
            /// <param name="base_momentum">The momentum at the top of the rate.</param>
            /// <param name="max_momentum">The momentum at start and end.</param>
            /// <param name="div_factor">The top over the first rate.</param>
            /// <param name="final_div_factor">The first rate over the last.</param>
            /// <param name="three_phase">Falls as fast as it rose, and then to the end; otherwise one long
            /// fall.</param>
            /// <param name="last_epoch">The last step of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1,
                int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95,
                double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false,
                int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(
                    optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                    cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase,
                    last_epoch, verbose);

            public static LRScheduler OneCycleLR(
                Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1,
                int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true, IEnumerable<double>? base_momentum = null,
                IEnumerable<double>? max_momentum = null, double div_factor = 25,
                double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1,
                bool verbose = false) =>
                new impl.OneCycleLR(
                    optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                    cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase,
                    last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>
                /// One rise to a high rate and one long fall to almost 0, and the momentum the other way
                /// (Smith and Topin 2017, arXiv:1708.07120).
                /// </summary>
                public sealed class OneCycleLR : LRScheduler
                {
                    private readonly int _steps;
                    private readonly double[] _top;
                    private readonly double[] _start;
                    private readonly double[] _end;
                    private readonly AnnealStrategy _strategy;
                    private readonly Phase[] _phases;
                    private readonly (double[] Low, double[] High)? _momenta;

                    public OneCycleLR(
                        Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1,
                        int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25,
                        double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1,
                        bool verbose = false)
                        : this(
                            optimizer, ForEachGroup(optimizer, max_lr), total_steps, epochs, steps_per_epoch,
                            pct_start, anneal_strategy, cycle_momentum, ForEachGroup(optimizer, base_momentum),
                            ForEachGroup(optimizer, max_momentum), div_factor,
                            final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    /// <summary>Rates and momenta for each group.</summary>
                    public OneCycleLR(
                        Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1,
                        int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                        double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _steps = StepsOf(total_steps, epochs, steps_per_epoch);
                        if (pct_start is not (>= 0 and <= 1))
                            throw Invalid(nameof(pct_start), pct_start, "at least 0 and at most 1");
                        _strategy = anneal_strategy;
                        _top = OnePerGroup(max_lr);
                        _start = [.. _top.Select(rate => rate / div_factor)];
                        _end = [.. _start.Select(rate => rate / final_div_factor)];
                        _phases = three_phase
                            ? [new(pct_start * _steps - 1, _start, _top, Level.High, Level.Low),
                                new(2 * pct_start * _steps - 2, _top, _start, Level.Low, Level.High),
                                new(_steps - 1, _start, _end, Level.High, Level.High)]
                            : [new(pct_start * _steps - 1, _start, _top, Level.High, Level.Low),
                                new(_steps - 1, _top, _end, Level.Low, Level.High)];
                        if (cycle_momentum)
                        {
                            _momenta = (OnePerGroup(base_momentum ?? ForEachGroup(optimizer, 0.85)),
                                OnePerGroup(max_momentum ?? ForEachGroup(optimizer, 0.95)));
                        }

                        if (last_epoch == -1) Start(_start);
                        step();
                    }

                    /// <summary>The form of rise and fall.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Half a cosine.</summary>
                        Cos,

                        /// <summary>A straight line.</summary>
                        Linear,
                    }

                    private enum Level
                    {
                        Low,
                        High,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (last_epoch > _steps)
                        {
                            throw new InvalidOperationException(
                                $"The cycle has {_steps} steps, and this would be step {last_epoch + 1}. " +
                                "Give total_steps as many as the run has.");
                        }

                        var before = 0.0;
                        var phase = _phases[0];
                        for (var i = 0; i < _phases.Length; i++)
                        {
                            if (i > 0) before = phase.End;
                            phase = _phases[i];
                            if (last_epoch <= phase.End) break;
                        }

                        var part = (last_epoch - before) / (phase.End - before);
                        if (_momenta is { } momenta)
                        {
                            SetMomenta(Of(momenta, phase.MomentumFrom).Zip(
                                Of(momenta, phase.MomentumTo), (from, to) => Between(from, to, part)));
                        }

                        return phase.From.Zip(phase.To, (from, to) => Between(from, to, part));
                    }

                    private static double[] Of((double[] Low, double[] High) momenta, Level level) =>
                        level == Level.Low ? momenta.Low : momenta.High;

                    private static int StepsOf(int total, int epochs, int stepsPerEpoch)
                    {
                        if (total == -1 && epochs > 0 && stepsPerEpoch > 0) return epochs * stepsPerEpoch;
                        if (total > 0) return total;
                        throw new ArgumentException(
                            $"total_steps = {total}, epochs = {epochs}, steps_per_epoch = {stepsPerEpoch} give " +
                            "no number of steps. Give total_steps, or both of the others.", nameof(total));
                    }

                    private double Between(double from, double to, double part) =>
                        _strategy == AnnealStrategy.Linear
                        ? (to - from) * part + from
                        : to + (from - to) / 2 * (Math.Cos(Math.PI * part) + 1);

                    private sealed record Phase(
                        double End, double[] From, double[] To, Level MomentumFrom, Level MomentumTo);
                }
            }
        }
    }
}
