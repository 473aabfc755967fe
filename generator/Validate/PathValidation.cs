using GitOpsGen.Check.Kustomize;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;
using GitOpsGen.Validate.Inputs;

namespace GitOpsGen.Validate;

/// <summary>Judges manifests of any repository, as if they were all that a cluster holds.</summary>
/// <param name="input">Stdin.</param>
/// <param name="isPart">The cluster may hold more than what is there.</param>
/// <param name="root">The folder whose schemas count, absolute.</param>
public sealed class PathValidation(ValidationOptions options, Stream input, bool isPart, string root, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();

    public async Task<ValidationReport> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        options.Rules.Check([.. RuleSets.Owners.Keys.Order(StringComparer.Ordinal)], diagnostics);
        var files = new ManifestInputs(input, diagnostics).Find(paths);
        if (diagnostics.HasErrors)
            return ValidationReport.Failed(diagnostics);
        var name = string.Join(' ', paths);
        var digest = DigestOf(files);
        // What can be read once nobody knows again.
        var packed = digest is null ? null : PackedMemory.Of(Path.GetFullPath(name), Judgement.Tool);
        var inputs = new ManifestInputs(input, diagnostics, packed);
        var nothing = ManifestInputs.Nothing(name, isPart) with { KubernetesVersion = options.KubernetesVersion };
        ClusterContents? contents = null;
        // A pipe can be read once.
        var source = new ContentsSource(name, digest ?? "", each => contents ??= inputs.Read(nothing, files, each, cancellation));
        var memory = digest is null ? new JudgedMemory(null) : JudgedMemory.Of(Path.GetFullPath(name));
        var none = new RuleSet<ClusterContents>("Your own", []);
        var schemas = new SchemaPlaces(new FileTree(root), [], diagnostics);
        var conditions = $"{isPart} {options.KubernetesVersion}";
        var judgement = new Judgement(options, none, schemas, conditions, memory);
        var (found, tallies, objects) = await judgement.OfAsync([source], (_, _) => { }, progress, cancellation);
        var alerting = new AlertJudgement(Directory.GetCurrentDirectory(), options);
        var others = (await alerting.JudgeAsync([source], [], [], memory, cancellation)).With(Kustomizations(paths));
        // What there was to say of the files must be said again.
        if (diagnostics.Count == 0)
        {
            memory.Save(isWhole: options.Rules.Names.IsEmpty);
            packed?.Save((contents?.Parts ?? []).Where(judgement.IsWithoutSecrets));
        }

        if (diagnostics.HasErrors && objects == 0)
            return ValidationReport.Failed(diagnostics);
        foreach (var diagnostic in others.Found.Where(diagnostic => !RuleSets.IsRule(diagnostic.Code)))
            diagnostics.Add(diagnostic);
        var all = others.Found.Where(diagnostic => RuleSets.IsRule(diagnostic.Code)).Select(one => FoundAt.Of(one, name)).Concat(found);
        return new ValidationReport(ValidationReport.Sorted(FoundAt.Fold(all)), [.. tallies, .. others.Tallies], diagnostics.Sorted())
        {
            Objects = objects,
            Judged = [name],
        };
    }

    private SubjectJudgement Kustomizations(IEnumerable<string> paths) =>
        paths
            .Where(Directory.Exists)
            .Select(folder =>
                KustomizationInputs.Read(Path.GetFullPath(folder), "", _ => true, diagnostics) is { } tree
                    ? SubjectJudgement.Of(KustomizeRules.Rules, tree, options.Rules).Below(folder)
                    : SubjectJudgement.Of(KustomizeRules.Rules, KustomizationTree.None, options.Rules)
            )
            .Aggregate(new SubjectJudgement([], []), (all, one) => all.With(one));

    // What stdin, a pipe or an unreadable file holds nobody knows before it is read.
    private static string? DigestOf(IReadOnlyList<ManifestFile> files)
    {
        try
        {
            return files.Any(file => file.Path == ManifestInputs.Stdin || EntryKinds.Of(file.Path) != EntryKind.Regular)
                ? null
                : Digest.OfAll(files.Select(file => KeyValuePair.Create(file.Path, Digest.OfFile(file.Path))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
