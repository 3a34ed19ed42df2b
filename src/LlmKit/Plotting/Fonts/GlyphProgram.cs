using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// Runs one glyph's program of a <c>CFF </c> table (a Type 2 charstring) and gathers what it draws.
/// </summary>
internal sealed class GlyphProgram(
    byte[] table, List<(int Start, int End)> shared, List<(int Start, int End)> local)
{
    private const int Pieces = 6;
    private const int DeepestCall = 10;

    private readonly List<double> _stack = [];
    private readonly List<IReadOnlyList<Point>> _contours = [];
    private List<Point> _contour = [];
    private Point _pen;
    private int _hints;
    private int _calls;
    private bool _isDone;

    public IReadOnlyList<IReadOnlyList<Point>> Contours => _contours;

    public void Run((int Start, int End) program)
    {
        if (++_calls > DeepestCall) throw new InvalidDataException("A glyph's program calls too deep.");
        for (var at = program.Start; at < program.End && !_isDone;)
        {
            var code = table[at++];
            if (code >= 32 || code == 28) _stack.Add(Operand(code, ref at));
            else if (code == 11) break;
            else Execute(code == 12 ? 1200 + table[at++] : code, ref at);
        }

        _calls--;
    }

    private void Execute(int code, ref int at)
    {
        switch (code)
        {
            case 10: Call(local); return;
            case 29: Call(shared); return;
            case 14:
                Close();
                _isDone = true;
                return;
            case 1 or 3 or 18 or 23:
                _hints += _stack.Count / 2;
                break;
            case 19 or 20:
                _hints += _stack.Count / 2;
                at += (_hints + 7) / 8;
                break;
            case 21: Move(_stack[^2], _stack[^1]); break;
            case 22: Move(_stack[^1], 0); break;
            case 4: Move(0, _stack[^1]); break;
            case 5: Lines(0, _stack.Count); break;
            case 6: Alternate(isHorizontal: true); break;
            case 7: Alternate(isHorizontal: false); break;
            case 8: Curves(0, _stack.Count); break;
            case 24:
                Curves(0, _stack.Count - 2);
                Lines(_stack.Count - 2, _stack.Count);
                break;
            case 25:
                Lines(0, _stack.Count - 6);
                Curves(_stack.Count - 6, _stack.Count);
                break;
            case 26: Straight(isHorizontal: false); break;
            case 27: Straight(isHorizontal: true); break;
            case 30: Turning(isHorizontal: false); break;
            case 31: Turning(isHorizontal: true); break;
            case >= 1234 and <= 1237: Flex(code); break;
        }

        _stack.Clear();
    }

    private double Operand(int code, ref int at)
    {
        switch (code)
        {
            case 28: at += 2; return (short)(table[at - 2] << 8 | table[at - 1]);
            case < 247: return code - 139;
            case < 251: return (code - 247) * 256 + table[at++] + 108;
            case < 255: return -(code - 251) * 256 - table[at++] - 108;
            default:
                at += 4;
                return (table[at - 4] << 24 | table[at - 3] << 16 | table[at - 2] << 8 | table[
                    at - 1]) / 65536.0;
        }
    }

    private void Call(List<(int Start, int End)> subroutines)
    {
        var bias = subroutines.Count < 1240 ? 107 : subroutines.Count < 33900 ? 1131 : 32768;
        var index = (int)_stack[^1] + bias;
        _stack.RemoveAt(_stack.Count - 1);
        Run(subroutines[index]);
    }

    private void Move(double dx, double dy)
    {
        Close();
        _pen = new(_pen.X + dx, _pen.Y + dy);
        _contour.Add(_pen);
    }

    private void Close()
    {
        if (_contour.Count > 2) _contours.Add(_contour);
        _contour = [];
    }

    private void Line(double dx, double dy) => _contour.Add(_pen = new(_pen.X + dx, _pen.Y + dy));

    private void Curve(double dx1, double dy1, double dx2, double dy2, double dx3, double dy3)
    {
        var from = _pen;
        var first = new Point(from.X + dx1, from.Y + dy1);
        var second = new Point(first.X + dx2, first.Y + dy2);
        _pen = new(second.X + dx3, second.Y + dy3);
        for (var piece = 1; piece <= Pieces; piece++)
        {
            var t = (double)piece / Pieces;
            var (a, b, c, d) =
                ((1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t);
            _contour.Add(new(
                a * from.X + b * first.X + c * second.X + d * _pen.X, a * from.Y + b * first.Y + c * second.Y
                    + d * _pen.Y));
        }
    }

    private void Lines(int from, int to)
    {
        for (var i = from; i + 1 < to; i += 2) Line(_stack[i], _stack[i + 1]);
    }

    private void Alternate(bool isHorizontal)
    {
        foreach (var length in _stack)
        {
            Line(isHorizontal ? length : 0, isHorizontal ? 0 : length);
            isHorizontal = !isHorizontal;
        }
    }

    private void Curves(int from, int to)
    {
        for (var i = from; i + 5 < to; i += 6)
        {
            Curve(_stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3], _stack[i + 4], _stack[i + 5]);
        }
    }

    // Curves that start and end in the same direction.
    private void Straight(bool isHorizontal)
    {
        var i = _stack.Count % 4;
        var across = i == 1 ? _stack[0] : 0;
        for (; i + 3 < _stack.Count; i += 4)
        {
            var (start, x, y, end) = (_stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3]);
            if (isHorizontal) Curve(start, across, x, y, end, 0);
            else Curve(across, start, x, y, 0, end);
            across = 0;
        }
    }

    // Curves that start in one direction and end in the other, in turn.
    private void Turning(bool isHorizontal)
    {
        for (var i = 0; i + 3 < _stack.Count; i += 4)
        {
            var (start, x, y, end) = (_stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3]);
            var across = i + 5 == _stack.Count ? _stack[i + 4] : 0;
            if (isHorizontal) Curve(start, 0, x, y, across, end);
            else Curve(0, start, x, y, end, across);
            isHorizontal = !isHorizontal;
        }
    }

    private void Flex(int code)
    {
        var s = _stack;
        switch (code)
        {
            case 1235:
                Curves(0, 12);
                break;
            case 1234:
                Curve(s[0], 0, s[1], s[2], s[3], 0);
                Curve(s[4], 0, s[5], -s[2], s[6], 0);
                break;
            case 1236:
                Curve(s[0], s[1], s[2], s[3], s[4], 0);
                Curve(s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7]));
                break;
            case 1237:
                var (dx, dy) = (s[0] + s[2] + s[4] + s[6] + s[8], s[1] + s[3] + s[5] + s[7] + s[9]);
                var isWide = Math.Abs(dx) > Math.Abs(dy);
                Curve(s[0], s[1], s[2], s[3], s[4], s[5]);
                Curve(s[6], s[7], s[8], s[9], isWide ? s[10] : -dx, isWide ? -dy : s[10]);
                break;
        }
    }
}
