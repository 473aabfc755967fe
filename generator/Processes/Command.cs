using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Processes;

/// <summary>A program to run, as a value: arguments are a list, never a shell's line.</summary>
public sealed record Command(string Program, params IEnumerable<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>All the variables that the program gets: it inherits none.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ChildEnvironment.Bare;

    /// <summary>What the program reads on its standard input.</summary>
    public string Input { get; init; } = "";

    public ProcessLimits Limits { get; init; } = ProcessLimits.Talk;

    public override string ToString() => string.Join(' ', Arguments.Prepend(Program));
}

/// <summary>What a program left behind. Output is bytes, because the engines' output is passed on untouched.</summary>
public sealed record CommandResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error)
{
    /// <summary>Why it was stopped; null when it ended by itself.</summary>
    public LimitExceeded? LimitExceeded { get; init; }

    public bool Succeeded => ExitCode == 0 && LimitExceeded is null;

    public string Text => System.Text.Encoding.UTF8.GetString(Output.Span);

    /// <summary>The tool's own message, on one line's worth of room, without credentials.</summary>
    public string Message =>
        LimitExceeded?.ToString()
        ?? (Said is { Length: > 0 } text ? text[..Math.Min(text.Length, 2000)] : $"exit code {ExitCode}, and no message");

    private string Said =>
        Secrets.Hide(
            string.Join(
                ' ',
                (Error.Length > 0 ? Error : Text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
        );
}
