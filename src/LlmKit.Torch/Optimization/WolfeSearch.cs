using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Looks along a direction for a length at which the loss is clearly lower and its slope clearly flatter: the
/// strong Wolfe conditions (Nocedal and Wright 2006, algorithms 3.5 and 3.6). Disposed, it frees the
/// gradients of all points.
/// </summary>
/// <param name="at">Loss and slope at a length.</param>
internal sealed class WolfeSearch(Func<double, WolfeSearch.Point> at) : IDisposable
{
    private const double Lower = 1e-4, Flatter = 0.9;
    private const int MostRounds = 25;
    private readonly List<Tensor> _gradients = [];
    private Point _start = null!;
    private int _rounds;

    /// <summary>Points that were looked at.</summary>
    public int Calls => _gradients.Count;

    /// <param name="start">The point of length 0, whose gradient stays the caller's.</param>
    /// <param name="first">The length to try first.</param>
    /// <param name="reach">The largest element of the direction.</param>
    /// <param name="least">Change of an element that is not worth a further look.</param>
    /// <returns>The best point. Its gradient lives until the search is disposed.</returns>
    public Point Run(Point start, double first, double reach, double least)
    {
        _start = start;
        var (low, high) = Bracket(first);
        return high is null ? low : Zoom(low, high, reach, least);
    }

    public void Dispose()
    {
        foreach (var gradient in _gradients) gradient.Dispose();
        _gradients.Clear();
    }

    // Two points with a good one between them, or one that is good already.
    private (Point Low, Point? High) Bracket(double first)
    {
        var before = _start;
        var point = Look(first);
        while (_rounds < MostRounds)
        {
            if (IsTooHigh(point) || (_rounds > 1 && point.Loss >= before.Loss)) return (before, point);
            if (IsFlat(point)) return (point, null);
            if (point.Slope >= 0) return (before, point);

            var least = point.Length + 0.01 * (point.Length - before.Length);
            var next = Between(before, point, (least, point.Length * 10));
            before = point;
            point = Look(next);
            _rounds++;
        }

        return (_start, point);
    }

    private Point Zoom(Point left, Point right, double reach, double least)
    {
        Point[] ends = [left, right];
        var low = left.Loss <= right.Loss ? 0 : 1;
        var wasNearEnd = false;
        while (_rounds < MostRounds && Math.Abs(ends[1].Length - ends[0].Length) * reach >= least)
        {
            var length = AwayFromEnds(ends, ref wasNearEnd);
            var point = Look(length);
            _rounds++;
            if (IsTooHigh(point) || point.Loss >= ends[low].Loss)
            {
                ends[1 - low] = point;
                low = ends[0].Loss <= ends[1].Loss ? 0 : 1;
                continue;
            }

            var isDone = IsFlat(point);
            if (!isDone && point.Slope * (ends[1 - low].Length - ends[low].Length) >= 0)
                ends[1 - low] = ends[low];
            ends[low] = point;
            if (isDone) break;
        }

        return ends[low];
    }

    // A length twice running within a tenth of an end is moved inwards, so that the bracket shrinks.
    private static double AwayFromEnds(Point[] ends, ref bool wasNearEnd)
    {
        var least = Math.Min(ends[0].Length, ends[1].Length);
        var most = Math.Max(ends[0].Length, ends[1].Length);
        var length = Between(ends[0], ends[1], (least, most));
        var margin = 0.1 * (most - least);
        if (Math.Min(most - length, length - least) >= margin)
        {
            wasNearEnd = false;
        }
        else if (!wasNearEnd && length < most && length > least)
        {
            wasNearEnd = true;
        }
        else
        {
            length = Math.Abs(length - most) < Math.Abs(length - least) ? most - margin : least + margin;
            wasNearEnd = false;
        }

        return length;
    }

    private Point Look(double length)
    {
        var point = at(length);
        _gradients.Add(point.Gradient);
        return point;
    }

    private bool IsTooHigh(Point point) => point.Loss > _start.Loss + Lower * point.Length * _start.Slope;

    private bool IsFlat(Point point) => Math.Abs(point.Slope) <= -Flatter * _start.Slope;

    // The lowest point of the cubic through both losses and slopes (Nocedal and Wright 2006, equation 3.59).
    private static double Between(Point a, Point b, (double Least, double Most) bounds)
    {
        var (left, right) = a.Length <= b.Length ? (a, b) : (b, a);
        var bend = a.Slope + b.Slope - 3 * (a.Loss - b.Loss) / (a.Length - b.Length);
        var square = bend * bend - a.Slope * b.Slope;
        if (!(square >= 0)) return (bounds.Least + bounds.Most) / 2;

        var root = Math.Sqrt(square);
        var length = right.Length - (right.Length - left.Length) *
            ((right.Slope + root - bend) / (right.Slope - left.Slope + 2 * root));
        return Math.Min(Math.Max(length, bounds.Least), bounds.Most);
    }

    /// <summary>
    /// A length with the loss there, the slope of the loss along the direction, and the gradient.
    /// </summary>
    public sealed record Point(double Length, double Loss, double Slope, Tensor Gradient);
}
