namespace LlmKit.Notebook.Tests.Debugging;

/// <summary>A cell with what is unusual in C#. At lines marked <c>stop</c> the debugger must be able to stop.</summary>
internal static class Language
{
    public const string Cell = """"
        using System.Linq.Expressions;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Diagnostics.CodeAnalysis;

        interface IShape { double Area(); double Twice() => Area() * 2; } // stop
        record Square(double Side) : IShape { public double Area() { return Side * Side; } } // stop
        record struct Pair(int A, int B)
        {
            public int Sum
            {
                get { return A + B; } // stop
                set { A = value; B = 0; } // stop
            }
            public static Pair operator +(Pair a, Pair b) => new(a.A + b.A, a.B + b.B); // stop
            public static implicit operator int(Pair p) => p.Sum; // stop
            public void Move(int by) { this = new Pair(A + by, B); } // stop
        }
        struct Counter
        {
            int _count;
            public Counter(int start) { _count = start; } // stop
            public int Next() { _count++; return _count; } // stop
            public readonly int Peek() => _count; // stop
            public int this[int i] => _count + i; // stop
            [UnscopedRef] public ref int Reference() => ref _count; // stop
        }
        class Service(int size, string name) : IDisposable
        {
            readonly int _limit = Math.Max(size, 3);
            public required int Level { get; init; }
            public string Name { get => name; set { name = value; } } // stop
            public event Action? Happened { add { name += "+"; } remove { name += "-"; } } // stop
            public Service(int size) : this(size, "none") { Name += "!"; } // stop
            public int Limit() => _limit + size; // stop
            public void Dispose() { Console.Write("disposed;"); } // stop
            public async IAsyncEnumerable<int> Stream([EnumeratorCancellation] CancellationToken cancel = default)
            {
                for (var i = 0; i < 2; i++)
                {
                    await Task.Yield(); // stop
                    yield return i; // stop
                }
            }
            ~Service() { }
        }
        static class Extensions
        {
            public static int Doubled(this int x) => x * 2; // stop
            extension(string text) { public int Words => text.Split(' ').Length; } // stop
        }

        T Largest<T>(params ReadOnlySpan<T> items) where T : INumber<T>
        {
            var best = items[0]; // stop
            foreach (var item in items) if (item > best) best = item; // stop
            return best;
        }
        ref int At(int[] items, int i) { return ref items[i]; } // stop
        bool Try(string text, out int value)
        {
            Console.Write("try;"); // stop
            if (text.Length == 0) { value = 0; return false; }
            return int.TryParse(text, out value); // stop
        }
        int In(in int x, ref int y) { y += x; return x; } // stop
        unsafe int Sum(int[] items)
        {
            var sum = 0; // stop
            fixed (int* p = items)
                for (var i = 0; i < items.Length; i++) sum += p[i]; // stop
            int local = 5; // stop
            int* q = &local;
            *q += 1;
            return sum + local; // stop
        }
        int Spans()
        {
            Span<int> buffer = stackalloc int[4]; // stop
            buffer[1] = 7; // stop
            foreach (ref var b in buffer) b++; // stop
            ReadOnlySpan<char> text = "abc"; // stop
            return buffer[1] + text.Length; // stop
        }
        IEnumerable<int> Sequence(int n)
        {
            try
            {
                if (n == 0) yield break; // stop
                yield return default; // stop
                yield return n switch { 1 => 10, _ => Sequence(n - 1).Sum() }; // stop
            }
            finally
            {
                Console.Write("end;"); // stop
            }
        }
        IEnumerable<Func<int>> Functions()
        {
            for (var i = 0; i < 2; i++) { var k = i; yield return () => k * 10; } // stop
            yield return null!;
        }
        async Task<int> Later(int x)
        {
            int Add(int y) => x + y; // stop
            static int Square(int z) { return z * z; } // stop
            await Task.Delay(1); // stop
            var inner = async () => { await Task.Yield(); return x; }; // stop
            await using var stream = new MemoryStream();
            try { if (x > 1) throw new FormatException("bad"); } // stop
            catch (FormatException e) when (e.Message == "bad") { x = Square(x); } // stop
            catch { throw; }
            finally { x++; } // stop
            return Add(await inner());
        }
        int Jumps(int n)
        {
            var rounds = 0; // stop
        again:
            rounds++; // stop
            if (rounds < n) goto again; // stop
            switch (rounds)
            {
                case 2: goto case 3;
                case 3: if (n is > 1 and var m) return m; break; // stop
                default: break;
            }
            lock (this_lock) rounds++;
            checked { rounds *= 2; }
            do rounds--; while (rounds > 2); // stop
            while (true) { if (rounds-- > 0) continue; break; } // stop
            const int Fixed = 4;
            ; return rounds + Fixed; // stop
        }
        int Unassigned(bool b)
        {
            int x; // stop
            if (b) x = 1; else x = 2; // stop
            int y = x, z = y; // stop
            (int p, var q) = (x, "s"); // stop
            if (q is { Length: var length } && length > 0) return p + length; // stop
            return x;
            throw new Exception("never");
        }
        dynamic Dynamic(dynamic d) { d = d + 1; var copy = d; return copy; } // stop
        string Anonymous() { var a = new { X = 1, Y = "b" }; var l = new[] { a }; return $"{l[0].X}{a.Y}"; } // stop
        nint Native(nint n, char @class) => n + @class; // stop
        void Nothing() { }
        int Captured() { var total = 0; void Add(int k) { total += k; } Add(1); Add(2); return total; } // stop
        int Recursive(int n) => n <= 1 ? 1 : n * Recursive(n - 1); // stop

        object this_lock = new();
        var items = new[] { 3, 1, 2 };
        At(items, 1) = 5; // stop
        int y = 1;
        var text = $"{Largest(1, 4, 2)} {Try("12", out var parsed)} {parsed} {In(2, ref y)} {y} {Sum(items)} {Spans()}"; // stop
        Expression<Func<int, int>> tree = x => x + 1;
        var query = from i in items where i > 1 let s = i * 2 orderby s select s; // stop
        var pair = new Pair(1, 2) + new Pair(3, 4);
        pair.Move(2);
        pair.Sum = 9; // stop
        var counter = new Counter(4);
        counter.Reference() += 2;
        using (var service = new Service(2) { Level = 1 }) // stop
        {
            service.Happened += () => { }; // stop
            await foreach (var item in service.Stream()) text += item; // stop
            text += service.Limit() + service.Name;
        }
        if (items is [_, var second, ..]) { text += second; } else text += "none"; // stop
        Action<int> act = n => Console.Write(n), other = delegate { Nothing(); }; // stop
        items.ToList().ForEach(act); other(1);
        Func<int, Func<int, int>> curried = a => b => a * b; // stop
        Parallel.For(0, 3, i => { lock (this_lock) y += i; }); // stop
        text += string.Join(",", Functions().Take(2).Select(f => f())) + Sequence(3).Count(); // stop
        text += await Later(1) + await Later(2) + Jumps(1) + Jumps(3) + Unassigned(true) + Dynamic(2) + Anonymous();
        text += Native(1, 'a') + Captured() + Recursive(5) + 4.Doubled() + "a b c".Words + counter[1] + counter.Next() + counter.Peek();
        text += tree.Compile()(1) + curried(2)(3) + query.Sum() + pair.Sum + new Square(2).Area() + ((IShape)new Square(3)).Twice() + y;
        text
        """";
}
