using GitOpsGen.Printing;

namespace GitOpsGen.Diagnostics;

/// <summary>How much a diagnostic weighs: an error stops the command, a warning asks for attention, a note only tells.</summary>
public enum Severity
{
    Error,
    Warning,
    Note,
}

/// <summary>
/// A place in a file of the repository. <paramref name="File"/> is relative to its root, with '/'; line and column count from 1.
/// </summary>
public readonly record struct Position(string File, int Line, int Column)
{
    public static Position Start(string file) => new(file, 1, 1);

    public override string ToString() => $"{File}({Line},{Column})";
}

/// <summary>One finding: what is wrong, where, and how to mend it. Made only by <see cref="Messages"/>.</summary>
public sealed record Diagnostic(Severity Severity, string Code, Position? At, string Message)
{
    /// <summary>What is wrong stands on the command line, so no file is to blame, and the caller learns it from the exit code.</summary>
    public bool IsOfArgument { get; init; }

    /// <summary>How many have it, where one stands for several.</summary>
    public int Times { get; init; } = 1;

    /// <param name="argument">The words of the command line, such as <c>--app webb</c>.</param>
    public Diagnostic OfArgument(string argument) =>
        this with
        {
            At = null,
            Message = $"{Secrets.Hide(argument)}: {Message}",
            IsOfArgument = true,
        };

    /// <summary>The line that people and editors read: <c>path(line,col): error GOG014: message</c>.</summary>
    public override string ToString() =>
        PlainText.Line($"{(At is { } at ? $"{at}: " : "")}{Severity.ToString().ToLowerInvariant()} {Code}: {Message}");
}

/// <summary>Collects the findings of a whole run, so that all are reported at once.</summary>
public sealed class DiagnosticBag
{
    private readonly Lock gate = new();
    private readonly List<Diagnostic> items = [];

    public bool HasErrors { get; private set; }

    public int Count
    {
        get
        {
            lock (gate)
                return items.Count;
        }
    }

    public void Add(Diagnostic diagnostic)
    {
        lock (gate)
        {
            items.Add(diagnostic);
            HasErrors |= diagnostic.Severity == Severity.Error;
        }
    }

    public void AddAll(DiagnosticBag others)
    {
        foreach (var diagnostic in others.Sorted())
            Add(diagnostic);
    }

    /// <summary>Everything found so far, each once, by file, line, column and code.</summary>
    public IReadOnlyList<Diagnostic> Sorted()
    {
        lock (gate)
        {
            return
            [
                .. items
                    .Distinct()
                    .OrderBy(d => d.At?.File ?? "", StringComparer.Ordinal)
                    .ThenBy(d => d.At?.Line ?? 0)
                    .ThenBy(d => d.At?.Column ?? 0)
                    .ThenBy(d => d.Code, StringComparer.Ordinal)
                    .ThenBy(d => d.Message, StringComparer.Ordinal),
            ];
        }
    }
}

/// <summary>A step cannot go on, and the bag already says why.</summary>
public class StoppedException(string message) : Exception(message);

/// <summary>A step cannot go on, and this is why; there was no bag to tell it.</summary>
public sealed class DiagnosedException(Diagnostic diagnostic) : StoppedException(diagnostic.ToString())
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}

/// <summary>The remote cannot be reached, refuses, or does not answer as it should.</summary>
public class RemoteException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Nothing else would get through either.</summary>
    public bool IsOfAll { get; init; }
}
