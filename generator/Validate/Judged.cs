using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate;

/// <summary>How the rules came out over what some clusters hold.</summary>
/// <param name="Objects">How many were judged.</param>
/// <param name="Outcomes">By the rule's id.</param>
public sealed record Judged(int Objects, ImmutableArray<Diagnostic> Found, ImmutableSortedDictionary<string, RuleOutcome> Outcomes);
