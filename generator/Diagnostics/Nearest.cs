namespace GitOpsGen.Diagnostics;

/// <summary>Finds the known name that a person most likely meant.</summary>
public static class Nearest
{
    /// <summary>
    /// The closest of <paramref name="known"/>, or null when none is near: at most a third of the letters may differ, or it is the only one
    /// that begins so.
    /// </summary>
    public static string? To(string written, IEnumerable<string> known)
    {
        var all = known.ToList();
        return Closest(written, all)
            ?? (
                all.Where(name => written.Length >= 3 && name.StartsWith(written, StringComparison.OrdinalIgnoreCase)).Take(2).ToList()
                    is [var only]
                    ? only
                    : null
            );
    }

    private static string? Closest(string written, IEnumerable<string> known) =>
        known
            .Where(name => IsWorthComparing(written, name))
            .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Allowed(written, candidate.Name))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    private static int Allowed(string a, string b) => Math.Max(1, Math.Max(a.Length, b.Length) / 3);

    // The comparison costs the product of the lengths; nobody mistypes a name of hundreds of letters.
    private static bool IsWorthComparing(string a, string b) =>
        Math.Max(a.Length, b.Length) <= 256 && Math.Abs(a.Length - b.Length) <= Allowed(a, b);

    // Optimal string alignment: a swap of two neighbours is one mistake, as it is for a typist.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
