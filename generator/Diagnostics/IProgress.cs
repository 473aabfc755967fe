using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Diagnostics;

/// <summary>Told how far a run is.</summary>
public interface IProgress
{
    void Begin(string what, int total);

    void Step(string name);

    /// <summary>A line for the person who watches.</summary>
    void Tell(string line);
}

/// <summary>Passes on what is told, and shows no bar: a part of a larger work.</summary>
public sealed class MessagesOnlyProgress(IProgress progress) : IProgress
{
    public void Begin(string what, int total)
    {
        // The larger work has its own.
    }

    public void Step(string name)
    {
        // As above.
    }

    public void Tell(string line) => progress.Tell(line);
}
