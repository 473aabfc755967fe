using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Validate.Custom;

/// <summary>A rule that a fleet writes itself: which objects it is for, and what must hold of each.</summary>
public sealed record CustomRule(string Id, string Summary, string Message)
{
    public required Severity Severity { get; init; }

    public required string Mend { get; init; }

    /// <summary>As <see cref="Manifest.GroupKind"/>; empty: any.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Empty: any.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>All of these are on the object.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    public required ImmutableArray<Assertion> Assertions { get; init; }

    public Rule<ClusterContents> ToRule() =>
        new(Id, Summary, Check)
        {
            Why = Message,
            Mend = Mend,
            Severities = [.. new[] { Severity, Severity.Note }.Distinct()],
        };

    private void Check(ClusterContents contents, Findings findings)
    {
        foreach (var manifest in contents.Objects.Objects.Where(Meets))
        {
            var tree = new JsonTree(manifest.Document);
            foreach (var assertion in Assertions)
                Check(manifest, tree, assertion, findings);
        }
    }

    private void Check(Manifest manifest, JsonTree tree, Assertion assertion, Findings findings)
    {
        try
        {
            if (assertion.Breaks(tree, manifest.Document) is var (at, what))
                findings.Fail(Messages.CustomFinding(Severity, Id, at.At, manifest.ToString(), what, Message));
        }
        catch (RegexMatchTimeoutException)
        {
            findings.CannotTell(
                Messages.CustomFinding(
                    Severity.Note,
                    Id,
                    manifest.Document.At,
                    manifest.ToString(),
                    $"a pattern in {assertion.Path.Text} takes too long, so nobody can tell",
                    Message
                )
            );
        }
    }

    private bool Meets(Manifest manifest) =>
        (Kinds.IsEmpty || Kinds.Contains(manifest.GroupKind))
        && (Namespaces.IsEmpty || Namespaces.Contains(manifest.Namespace))
        && Labels.All(label => manifest.Label(label.Key) == label.Value);
}
