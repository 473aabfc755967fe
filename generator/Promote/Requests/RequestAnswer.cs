using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Requests;

/// <summary>Whether a pull request may be merged, in the words of a commit status.</summary>
public enum RequestState
{
    Success,
    Pending,
    Failure,
}

/// <summary>One gate of a pull request.</summary>
/// <param name="Url">Where somebody sees why.</param>
public sealed record RequestGate(Verdict Verdict, string Reason, string? Url = null);

/// <summary>What the gates of a pull request come to.</summary>
/// <param name="Reason">One line.</param>
public sealed record RequestAnswer(RequestState State, string Reason, string? Url = null)
{
    /// <summary>The name of the commit status.</summary>
    public const string Context = EnterGate.Status;

    // What GitHub takes of a description.
    private const int Longest = 140;

    /// <summary>The reason, as short as a commit status has room for.</summary>
    public string Description =>
        Reason.Length <= Longest ? Reason
        : char.IsHighSurrogate(Reason[Longest - 2]) ? $"{Reason[..(Longest - 2)]}…"
        : $"{Reason[..(Longest - 1)]}…";

    /// <summary>The graver ones first; open ones are told only where all are.</summary>
    public static RequestAnswer Of(ImmutableArray<RequestGate> gates)
    {
        var shut = gates.Where(gate => gate.Verdict != Verdict.Open).OrderByDescending(gate => gate.Verdict).ToList();
        var state =
            shut.Count == 0 ? RequestState.Success
            : shut[0].Verdict is Verdict.Failing or Verdict.Held ? RequestState.Failure
            : RequestState.Pending;
        var reasons = (shut.Count == 0 ? gates : [.. shut]).Select(gate => gate.Reason).Where(reason => reason.Length > 0);
        return new RequestAnswer(
            state,
            string.Join("; ", reasons.Distinct(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "nothing more is asked for",
            shut.Select(gate => gate.Url).FirstOrDefault(url => url is not null)
        );
    }
}
