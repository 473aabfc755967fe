using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Processes;

/// <summary>A program to run, as a value: arguments are a list, never a shell's line.</summary>
public sealed record Command(string Program, params IEnumerable<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set for the program beside those it inherits.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the program reads on its standard input.</summary>
    public string Input { get; init; } = "";

    public override string ToString() => string.Join(' ', Arguments.Prepend(Program));
}

/// <summary>What a program left behind. Output is bytes, because the engines' output is passed on untouched.</summary>
public sealed record CommandResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    public string Text => System.Text.Encoding.UTF8.GetString(Output.Span);

    /// <summary>The tool's own message, on one line's worth of room, without credentials.</summary>
    public string Message => Secrets.Hide(string.Join(' ', (Error.Length > 0 ? Error : Text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))) is { Length: > 0 } text
        ? text[..Math.Min(text.Length, 2000)]
        : $"exit code {ExitCode}, and no message";
}
