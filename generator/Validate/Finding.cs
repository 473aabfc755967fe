using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Validate;

/// <summary>One cause that a rule names, however many environments have it.</summary>
/// <param name="Diagnostic">As it stands at the first of its places.</param>
/// <param name="In">The environments, or the paths, that have it, in ordinal order.</param>
/// <param name="Places">Of each time that it was found, the first one among them.</param>
public sealed record Finding(Diagnostic Diagnostic, ImmutableArray<string> In, ImmutableArray<Position> Places)
{
    /// <summary>How many objects have it, each counted once for each environment.</summary>
    public required int Times { get; init; }

    /// <summary>The app whose files it stands in; null where it is of none.</summary>
    public string? App { get; init; }

    /// <summary>Why it is taken as it is; null where nobody says so.</summary>
    public Waiver? Waiver { get; init; }

    public string Rule => Diagnostic.Code;

    public Severity Severity => Diagnostic.Severity;

    /// <summary>It asks for something to be done.</summary>
    public bool IsOpen => Waiver is null && Severity != Severity.Note;
}
