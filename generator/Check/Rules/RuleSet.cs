using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Rules;

/// <summary>The rules of one subject.</summary>
/// <param name="Title">How the catalogue calls them.</param>
public abstract record RuleSet(string Title)
{
    public abstract IReadOnlyList<Rule> Catalogue { get; }

    /// <summary>Each object is judged by itself, whatever else there is.</summary>
    public bool IsPerObject { get; init; }
}

/// <summary>The rules of one subject, in the order of their ids.</summary>
public sealed record RuleSet<TSubject>(string Title, ImmutableArray<Rule<TSubject>> Rules) : RuleSet(Title)
{
    public override IReadOnlyList<Rule> Catalogue => Rules;

    public void Check(TSubject subject, DiagnosticBag diagnostics)
    {
        foreach (var finding in Rules.SelectMany(rule => rule.Judge(subject).All))
            diagnostics.Add(finding);
    }
}
