namespace LlmKit.Data.Languages;

/// <summary>A matrix of a fastText model: plain numbers, or rows put together from learned pieces (product quantisation).</summary>
internal sealed class FastTextMatrix
{
    private const int Codes = 256;

    private readonly float[] _values;
    private readonly byte[] _codes = [];
    private readonly byte[] _normCodes = [];
    private readonly float[] _norms = [];
    private readonly int _width;
    private readonly int _pieces;
    private readonly int _pieceWidth;

    private FastTextMatrix(FastTextReader reader, bool isQuantised, int width)
    {
        _width = width;
        var hasNorms = isQuantised && reader.Byte() == 1;
        Rows = reader.Count(reader.Int64(), 0, int.MaxValue, "rows");
        if (reader.Int64() is var columns && columns != width) throw reader.Fault($"a matrix has {columns} columns, and the model is {width} wide");
        if (!isQuantised)
        {
            _values = reader.Singles((long)Rows * width);
            return;
        }

        _codes = reader.Bytes(reader.Int32());
        (_values, _pieces, _pieceWidth) = ReadPieces(reader, width);
        if (_codes.Length < (long)Rows * _pieces) throw reader.Fault($"a matrix has {_codes.Length} codes for {Rows} rows of {_pieces}");
        if (!hasNorms) return;
        _normCodes = reader.Bytes(Rows);
        (_norms, _, _) = ReadPieces(reader, 1);
    }

    public int Rows { get; }

    public static FastTextMatrix Read(FastTextReader reader, bool isQuantised, int width) => new(reader, isQuantised, width);

    public void AddTo(float[] sum, int row)
    {
        if (_pieces == 0)
        {
            for (var index = 0; index < _width; index++) sum[index] += _values[(row * _width) + index];
            return;
        }

        var norm = _normCodes.Length > 0 ? _norms[_normCodes[row]] : 1;
        for (var piece = 0; piece < _pieces; piece++)
        {
            var (from, start, width) = Piece(row, piece);
            for (var index = 0; index < width; index++) sum[start + index] += norm * _values[from + index];
        }
    }

    public float Dot(int row, float[] vector)
    {
        var sum = 0f;
        if (_pieces == 0)
        {
            for (var index = 0; index < _width; index++) sum += _values[(row * _width) + index] * vector[index];
            return sum;
        }

        for (var piece = 0; piece < _pieces; piece++)
        {
            var (from, start, width) = Piece(row, piece);
            for (var index = 0; index < width; index++) sum += vector[start + index] * _values[from + index];
        }

        return sum * (_normCodes.Length > 0 ? _norms[_normCodes[row]] : 1);
    }

    // Where a piece's numbers stand, where in the row it begins, and how wide it is; the last may be narrower.
    private (int From, int Start, int Width) Piece(int row, int piece)
    {
        var (code, start) = (_codes[(row * _pieces) + piece], piece * _pieceWidth);
        var width = Math.Min(_pieceWidth, _width - start);
        return ((start * Codes) + (code * width), start, width);
    }

    private static (float[] Values, int Pieces, int PieceWidth) ReadPieces(FastTextReader reader, int width)
    {
        var (whole, pieces, pieceWidth, last) = (reader.Int32(), reader.Int32(), reader.Int32(), reader.Int32());
        if (whole != width || pieces < 1 || pieceWidth < 1 || last < 1 || ((pieces - 1L) * pieceWidth) + last != width)
            throw reader.Fault($"{pieces} pieces of {pieceWidth}, the last of {last}, do not make {width}");
        return (reader.Singles((long)width * Codes), pieces, pieceWidth);
    }
}
