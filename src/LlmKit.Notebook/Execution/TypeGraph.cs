namespace LlmKit.Notebook.Execution;

/// <summary>Which types must be compiled together, and in what order.</summary>
internal static class TypeGraph
{
    /// <summary>Groups of types that use one another, each after the groups that it uses (Tarjan 1972).</summary>
    public static List<List<TypeSource>> Groups(IReadOnlyList<TypeSource> types)
    {
        var uses = types.Select(type => Enumerable.Range(0, types.Count).Where(other => type.Uses(types[other])).ToArray()).ToArray();
        var groups = new List<List<TypeSource>>();
        var number = new int[types.Count];
        var lowest = new int[types.Count];
        var isOpen = new bool[types.Count];
        var open = new Stack<int>();
        var count = 0;
        for (var i = 0; i < types.Count; i++)
        {
            if (number[i] == 0) Visit(i);
        }

        return groups;

        void Visit(int type)
        {
            number[type] = lowest[type] = ++count;
            open.Push(type);
            isOpen[type] = true;
            foreach (var used in uses[type])
            {
                if (number[used] == 0) Visit(used);
                if (isOpen[used]) lowest[type] = Math.Min(lowest[type], lowest[used]);
            }

            if (lowest[type] != number[type]) return;

            var group = new List<TypeSource>();
            int last;
            do
            {
                last = open.Pop();
                isOpen[last] = false;
                group.Add(types[last]);
            }
            while (last != type);
            groups.Add(group);
        }
    }
}
