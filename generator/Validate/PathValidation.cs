using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;
using GitOpsGen.Validate.Inputs;

namespace GitOpsGen.Validate;

/// <summary>Judges manifests of any repository, as if they were all that a cluster holds.</summary>
/// <param name="input">Stdin.</param>
/// <param name="isPart">The cluster may hold more than what is there.</param>
public sealed class PathValidation(ValidationOptions options, Stream input, bool isPart, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();

    public ValidationReport Run(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        options.Rules.Check([.. RuleSets.Owners.Keys.Order(StringComparer.Ordinal)], diagnostics);
        var contents = new ManifestInputs(input, diagnostics).Read(paths, isPart, cancellation) with
        {
            KubernetesVersion = options.KubernetesVersion,
        };
        if (diagnostics.HasErrors && contents.Objects.Objects.IsEmpty)
            return ValidationReport.Failed(diagnostics);
        var none = new RuleSet<ClusterContents>("Your own", []);
        var source = new ContentsSource(contents.Name, "", () => contents);
        var (found, tallies, objects) = new Judgement(options, none, "", new JudgedMemory(null)).Of([source], progress, cancellation);
        return new ValidationReport(ValidationReport.Sorted(FoundAt.Fold(found)), tallies, diagnostics.Sorted())
        {
            Objects = objects,
            Judged = [contents.Name],
        };
    }
}
