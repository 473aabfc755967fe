using System.Collections.Immutable;

namespace GitOpsGen.Relocate;

/// <summary>What becomes of one mention of the old namespace: it moves with the object it names, stays, or a person decides.</summary>
public enum Verdict
{
    Move,
    Keep,
    Review,
}

/// <summary>The verdict on one mention, with what it was judged by.</summary>
/// <param name="Evidence">One sentence for a person: what the mention names, and why that moves or stays.</param>
/// <param name="Group">Mentions of one group are moved all or none; null for one that stands alone.</param>
public sealed record Judgement(Verdict Verdict, Category Category, string Evidence, string? Group = null);

/// <summary>One mention of the old namespace in a text file.</summary>
/// <param name="Path">Relative to the searched folder, with <c>/</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
/// <param name="Offset">In bytes from the start of the file, a byte order mark counted.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Edit">Whether <c>apply</c> touches it: it moves, and its file is not code that was not asked for.</param>
public sealed record Occurrence(string Path, int Line, int Column, int Offset, int Length, Judgement Judgement, bool Edit)
{
    /// <summary>The file is one that a fleet's render makes, so its sources move instead of it.</summary>
    public bool IsGenerated { get; init; }
}

/// <summary>Whether an object moves, as far as the manifests and the patterns tell.</summary>
public enum RelocationStatus
{
    Unknown,
    Moves,
    Stays,
}
