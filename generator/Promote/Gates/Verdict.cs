namespace GitOpsGen.Promote.Gates;

/// <summary>What a gate says.</summary>
public enum Verdict
{
    /// <summary>It holds.</summary>
    Open,

    /// <summary>Not yet: time, a window, or somebody's turn.</summary>
    Waits,

    /// <summary>Nobody can tell, which is never taken for open.</summary>
    Unknown,

    /// <summary>A hold keeps it shut.</summary>
    Held,

    /// <summary>Definitely not well.</summary>
    Failing,
}

/// <summary>A gate's answer and why, as the end of "p10 waits: ".</summary>
/// <param name="Until">When it opens by itself, if that is known.</param>
public sealed record GateAnswer(Verdict Verdict, string Reason, DateTimeOffset? Until = null)
{
    public static GateAnswer Open { get; } = new(Verdict.Open, "");

    /// <summary>The first that is not open, the worst kind first.</summary>
    public static GateAnswer Of(IEnumerable<GateAnswer> answers) =>
        answers.OrderByDescending(answer => answer.Verdict).FirstOrDefault() ?? Open;
}
