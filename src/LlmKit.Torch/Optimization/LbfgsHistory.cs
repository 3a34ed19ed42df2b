using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>The last moves of LBFGS, and the direction they give.</summary>
internal sealed class LbfgsHistory : OptimizerState
{
    // Below this the curvature along a move says nothing.
    private const double LeastCurvature = 1e-10;

    private Tensor[] _moves = [];
    private Tensor[] _turns = [];
    private double[] _weights = [];
    private double _scale = 1;
    private Tensor? _gradient;

    public long Evaluations;
    public long Iterations;

    /// <summary>Length of the last move in units of <see cref="Direction"/>.</summary>
    public double Step;
    public Tensor? Direction;

    /// <summary>
    /// Sets the direction of the next move: against the gradient, turned by the curvature of the moves
    /// before.
    /// </summary>
    /// <param name="room">Moves that are remembered.</param>
    public void Turn(Tensor gradient, int room)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Iterations++;
        var direction = -gradient;
        if (Iterations > 1)
        {
            Remember(gradient, room);
            direction = Turned(direction);
        }

        _gradient?.Dispose();
        _gradient = gradient.clone().DetachFromDisposeScope();
        Direction?.Dispose();
        Direction = direction.DetachFromDisposeScope();
    }

    protected internal override void Visit(StateVisitor visitor)
    {
        Evaluations = visitor.Visit("func_evals", Evaluations);
        Iterations = visitor.Visit("n_iter", Iterations);
        Step = visitor.Visit("t", Step);
        Direction = visitor.Visit("d", Direction);
        _moves = visitor.Visit("old_stps", _moves);
        _turns = visitor.Visit("old_dirs", _turns);
        _weights = visitor.Visit("ro", _weights);
        _scale = visitor.Visit("H_diag", _scale);
        _gradient = visitor.Visit("prev_flat_grad", _gradient);
    }

    private void Remember(Tensor gradient, int room)
    {
        var turn = gradient.sub(_gradient!);
        var move = Direction!.mul((Scalar)Step);
        var curvature = turn.dot(move).ToDouble();
        if (!(curvature > LeastCurvature)) return;

        if (_moves.Length >= room)
        {
            _moves[0].Dispose();
            _turns[0].Dispose();
            (_moves, _turns, _weights) = (_moves[1..], _turns[1..], _weights[1..]);
        }

        _moves = [.. _moves, move.DetachFromDisposeScope()];
        _turns = [.. _turns, turn.DetachFromDisposeScope()];
        _weights = [.. _weights, 1 / curvature];
        _scale = curvature / turn.dot(turn).ToDouble();
    }

    // The two-loop recursion: newest move first, then oldest first (Nocedal and Wright 2006, algorithm 7.4).
    private Tensor Turned(Tensor direction)
    {
        var shares = new double[_moves.Length];
        for (var i = _moves.Length - 1; i >= 0; i--)
        {
            shares[i] = _moves[i].dot(direction).ToDouble() * _weights[i];
            direction.add_(_turns[i], -shares[i]);
        }

        direction.mul_((Scalar)_scale);
        for (var i = 0; i < _moves.Length; i++)
        {
            var back = _turns[i].dot(direction).ToDouble() * _weights[i];
            direction.add_(_moves[i], shares[i] - back);
        }

        return direction;
    }
}
