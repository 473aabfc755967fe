using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;

namespace GitOpsGen.Reviews;

/// <summary>What the head commit is told of the review.</summary>
public enum ReportKind
{
    /// <summary>A check run where the token may make one, else a status, else nothing.</summary>
    Auto,
    Check,
    Status,
    None,
}

/// <summary>What makes a review fail, and how it judges.</summary>
/// <param name="Root">The fleet's folder in a clone, absolute. Of it only git and the caches are used.</param>
public sealed record ReviewOptions(string Root)
{
    /// <summary>Findings from this on fail.</summary>
    public Severity FailOn { get; init; } = Severity.Warning;

    /// <summary>Only findings fail that the base does not have.</summary>
    public bool FailsOnNewOnly { get; init; }

    /// <summary>Inputs whose render is not committed with them fail.</summary>
    public bool RequiresRender { get; init; }

    public ReportKind Report { get; init; }

    /// <summary>The day for which certificates and waivers are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>
    /// Whether charts that are not at hand are pulled from where the head says. A stranger would choose the server, so unless said nothing
    /// but the pull request's own host is asked for anything.
    /// </summary>
    public bool Pulls { get; init; }

    public ToolTrust Trust { get; init; } = ToolTrust.None;

    /// <summary>Of the pipeline's run; null outside of one.</summary>
    public string? RunUrl { get; init; }
}

/// <summary>The two commits that are held against each other.</summary>
/// <param name="Base">Where the head left the branch that it is to be merged into.</param>
public sealed record ReviewedCommits(string Base, string Head)
{
    /// <summary>What stands for a commit in a text.</summary>
    public static string Short(string commit) => commit[..Math.Min(commit.Length, 12)];
}
