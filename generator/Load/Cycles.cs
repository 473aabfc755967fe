namespace GitOpsGen.Load;

/// <summary>Finds circles in what refers to what.</summary>
public static class Cycles
{
    /// <summary>Each circle once, beginning and ending with its ordinally first name.</summary>
    public static IEnumerable<IReadOnlyList<string>> Find(IEnumerable<string> names, Func<string, IEnumerable<string>> next)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var circles = new List<IReadOnlyList<string>>();
        foreach (var name in names)
            Visit(name, []);
        return circles;

        void Visit(string name, List<string> path)
        {
            var at = path.IndexOf(name);
            if (at >= 0)
            {
                var circle = path[at..];
                var first = circle.IndexOf(circle.Min(StringComparer.Ordinal)!);
                List<string> turned = [.. circle[first..], .. circle[..first]];
                turned.Add(turned[0]);
                if (found.Add(string.Join('\0', turned)))
                    circles.Add(turned);
                return;
            }

            if (!done.Add(name))
                return;
            path.Add(name);
            foreach (var other in next(name))
                Visit(other, path);
            path.RemoveAt(path.Count - 1);
        }
    }
}
