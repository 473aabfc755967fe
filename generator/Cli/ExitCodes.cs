using GitOpsGen.Diagnostics;

namespace GitOpsGen.Cli;

/// <summary>The same for every command.</summary>
public static class ExitCodes
{
    /// <summary>Of a command that cannot go on: the caller's mistake where nothing else is wrong.</summary>
    public static int Of(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(item => item.Severity == Severity.Error).ToList() is { Count: > 0 } errors
        && errors.TrueForAll(item => item.IsOfArgument)
            ? Usage
            : Failed;

    public const int Done = 0;

    /// <summary>Errors in the input, findings, a refused step, or a tool that failed.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    /// <summary>Drift or differences, where a command is asked to find them.</summary>
    public const int Differences = 3;

    /// <summary>The remote, or authentication there.</summary>
    public const int Remote = 4;

    public const int Cancelled = 130;
}
