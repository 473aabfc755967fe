using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Validate.Inputs;

namespace GitOpsGen.Validate;

/// <summary>Judges manifests of any repository, as if they were all that a cluster holds.</summary>
/// <param name="input">Stdin.</param>
/// <param name="isPart">The cluster may hold more than what is there.</param>
/// <param name="root">The folder whose schemas count, absolute.</param>
public sealed class PathValidation(ValidationOptions options, Stream input, bool isPart, string root, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();

    public ValidationReport Run(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        options.Rules.Check([.. RuleSets.Owners.Keys.Order(StringComparer.Ordinal)], diagnostics);
        var contents = new ManifestInputs(input, diagnostics).Read(paths, isPart, cancellation) with
        {
            KubernetesVersion = options.KubernetesVersion,
            AsOf = options.AsOf,
        };
        if (diagnostics.HasErrors && contents.Objects.Objects.IsEmpty)
            return ValidationReport.Failed(diagnostics);
        var none = new RuleSet<ClusterContents>("Your own", []);
        var schemas = new SchemaPlaces(new FileTree(root), diagnostics).Read([], [contents]);
        var (found, tallies) = new Judgement(options, none, schemas).Of([contents], progress, cancellation);
        return new ValidationReport(ValidationReport.Sorted(FoundAt.Fold(found)), tallies, diagnostics.Sorted())
        {
            Objects = contents.Objects.Objects.Length,
            Judged = [contents.Name],
        };
    }
}
