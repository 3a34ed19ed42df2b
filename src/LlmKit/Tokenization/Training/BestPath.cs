namespace LlmKit.Tokenization.Training;

/// <summary>The best way to cut a text into pieces (Viterbi), with the buffers to find it.</summary>
internal sealed class BestPath
{
    private double[] _scores = [];
    private int[] _edges = [];

    /// <summary>The pieces, the last first.</summary>
    public List<int> Pieces { get; } = [];

    public double Score { get; private set; }

    /// <summary>Finds the path; false when there is none.</summary>
    /// <param name="edges">The pieces of the text, by their ends.</param>
    /// <param name="length">How long the text is.</param>
    /// <param name="scores">The score of each piece.</param>
    /// <param name="whole">A piece that isn't to be taken, or -1.</param>
    public bool Find(ReadOnlySpan<PieceLattices.Edge> edges, int length, double[] scores, int whole)
    {
        if (_scores.Length <= length) (_scores, _edges) = (new double[length * 2], new int[length * 2]);
        _scores.AsSpan(1, length).Fill(double.NegativeInfinity);
        for (var i = 0; i < edges.Length; i++)
        {
            ref readonly var edge = ref edges[i];
            var score = _scores[edge.Start] + scores[edge.Piece];
            if (score > _scores[edge.End] && edge.Piece != whole) (_scores[edge.End], _edges[edge.End]) = (score, i);
        }

        Pieces.Clear();
        Score = _scores[length];
        if (double.IsNegativeInfinity(Score)) return false;
        for (var end = length; end > 0; end = edges[_edges[end]].Start) Pieces.Add(edges[_edges[end]].Piece);
        return true;
    }
}
