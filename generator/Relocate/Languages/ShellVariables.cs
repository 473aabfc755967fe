namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Variables that a command names: <c>kubectl logs $pod</c> is about what the command above put into it (<c>pod=$(kubectl get pods -l
/// …)</c>, <c>for pod in $(…)</c>).
/// </summary>
internal static class ShellVariables
{
    private const int Farthest = 2000;

    /// <param name="pipe">Takes the names of a command whose output is used.</param>
    public static void AddEvidence(
        string text,
        int offset,
        ShellCommand command,
        Action<ShellCommand, NameEvidence> pipe,
        NameEvidence evidence
    )
    {
        foreach (var name in command.Words.Select(word => Name(word.Text)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (Source(text, offset, name) is not { } at)
                continue;
            var (start, end) = ShellLine.Around(text, at);
            for (var inner = ShellCommand.At(text, start, end, at); inner is not null; inner = inner.Reader)
                pipe(inner, evidence);
        }
    }

    // $pod, ${pod}, pod/$pod.
    private static string Name(string word)
    {
        var dollar = word.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0 || word[..dollar] is not ("" or "pod/" or "pods/" or "po/"))
            return "";
        var name = word[(dollar + 1)..].Trim('{', '}');
        return name.Length > 0 && name.All(one => char.IsLetterOrDigit(one) || one == '_') ? name : "";
    }

    // Where the command stands that gave the variable its value the last time.
    private static int? Source(string text, int offset, string name)
    {
        var line = NameScanner.Line(text, offset).Start;
        var from = Math.Max(0, line - Farthest);
        var before = text[from..line];
        var at = new[] { $"for {name} in ", $"{name}=", $"{name} = " }.Max(form => before.LastIndexOf(form, StringComparison.Ordinal));
        if (at < 0 || (at > 0 && (char.IsLetterOrDigit(before[at - 1]) || before[at - 1] is '_' or '-')))
            return null;
        var end = before.IndexOf('\n', at);
        return before.IndexOf("kubectl ", at, (end < 0 ? before.Length : end) - at, StringComparison.Ordinal) is >= 0 and var found
            ? from + found
            : null;
    }
}
