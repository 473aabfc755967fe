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

    /// <summary>The worst kind; of equals the one that keeps it shut longest. It opens by itself once all that are shut have.</summary>
    public static GateAnswer Of(IEnumerable<GateAnswer> answers)
    {
        var shut = answers.Where(answer => answer.Verdict != Verdict.Open).ToList();
        var worst = shut.OrderByDescending(answer => answer.Verdict)
            .ThenByDescending(answer => answer.Until ?? DateTimeOffset.MaxValue)
            .FirstOrDefault();
        return worst is null
            ? Open
            : worst with
            {
                Until = shut.TrueForAll(answer => answer.Until is not null) ? shut.Max(answer => answer.Until) : null,
            };
    }
}
