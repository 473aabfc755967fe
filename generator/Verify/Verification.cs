using System.Collections.Immutable;

namespace GitOpsGen.Verify;

/// <summary>What is to be verified.</summary>
/// <param name="Root">A folder of the repository, absolute; of a bare one itself.</param>
/// <param name="Commit">As it is named.</param>
public sealed record VerifyOptions(string Root, string Commit)
{
    public bool Offline { get; init; }

    public Engines.ToolTrust Trust { get; init; } = Engines.ToolTrust.None;

    /// <summary>Of this tool, as trailers say it.</summary>
    public required string ToolVersion { get; init; }
}

public enum VerifyVerdict
{
    /// <summary>What the commit has is what a render makes.</summary>
    Proved,

    /// <summary>It is not.</summary>
    Differs,

    /// <summary>Nobody can tell here, and it is said why.</summary>
    CannotProve,
}

/// <summary>The first place where a commit is not what it should be.</summary>
/// <param name="Path">Seen from the fleet; null where a trailer is meant.</param>
/// <param name="Trailer">Its name; null where a file is meant.</param>
/// <param name="Line">From 1; null where a whole file or a trailer is meant.</param>
public sealed record CommitDifference(string? Path, string? Trailer, int? Line, string Expected, string Found);

/// <summary>How a commit came out.</summary>
/// <param name="Commit">Its whole name; as it was asked for, where there is no such commit.</param>
public sealed record Verification(string Commit, VerifyVerdict Verdict, IReadOnlyList<Diagnostics.Diagnostic> Diagnostics)
{
    /// <summary>What its last lines say of it; null where they say nothing.</summary>
    public CommitClaims? Claims { get; init; }

    /// <summary>The apps in environments that the commit writes; of a commit without trailers all that the fleet has.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>Their generated files that were held against a render.</summary>
    public int Files { get; init; }

    public CommitDifference? Difference { get; init; }

    /// <summary>How many files differ.</summary>
    public int Differences { get; init; }

    /// <summary>Which engines rendered it again.</summary>
    public IReadOnlyList<string> Engines { get; init; } = [];
}
