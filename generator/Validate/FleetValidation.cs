using GitOpsGen.Check;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Check.Kustomize;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Pipeline.Alerts;
using GitOpsGen.Validate.Custom;
using GitOpsGen.Validate.Inputs;

namespace GitOpsGen.Validate;

/// <summary>Judges what a render of a fleet puts into its clusters. Writes nothing into it.</summary>
/// <param name="root">The fleet's repository, absolute.</param>
public sealed class FleetValidation(string root, ValidationOptions options, IProgress progress, TimeProvider clock)
{
    private readonly DiagnosticBag diagnostics = new();
    private readonly FileTree files = new(root);

    public async Task<ValidationReport> RunAsync(CancellationToken cancellation)
    {
        var settings = Settings(files);
        var custom = new CustomRuleReader(files, RuleSets.Owners, diagnostics).Read(settings.Rules);
        var ids = RuleSets.Ids(custom);
        options.Rules.Check(ids, diagnostics);
        var schemas = new SchemaPlaces(files, settings.Schemas, diagnostics, new FetchedSchemas(options, clock, diagnostics));
        if (diagnostics.HasErrors)
            return ValidationReport.Failed(diagnostics);
        // Copies share what is known of them, and forget nothing of what is known of the fleet.
        var memory = JudgedMemory.Of(options.CopyOf is { } fleet ? $"a copy of {fleet}" : root);
        var judgement = new Judgement(options, custom, schemas, Texts(settings), memory);
        (IReadOnlyList<FoundAt> Found, IReadOnlyList<RuleTally> Tallies, int Objects) judged = ([], [], 0);
        IReadOnlyList<ContentsSource> looked = [];
        var alerting = new AlertJudgement(root, options);
        IReadOnlyList<ContentsSource> alerts = [];
        var render = await RenderAsync(
            async sources =>
            {
                judged = await judgement.OfAsync(sources, alerting.Keep, progress, cancellation);
                alerts = alerting.Look(sources, memory);
                looked = sources;
            },
            cancellation
        );
        var others = render.HasErrors
            ? new SubjectJudgement([], [])
            : (await alerting.JudgeAsync(alerts, AlertTests(), Queries(), memory, cancellation)).With(Kustomizations());
        // What was wrong with a schema must be said again.
        if (!diagnostics.HasErrors)
            memory.Save(options.IsWhole);
        foreach (var diagnostic in render.Diagnostics.Concat(others.Found).Where(diagnostic => !RuleSets.IsRule(diagnostic.Code)))
            diagnostics.Add(diagnostic);
        // A rule that stopped the render is a finding as any other; it cannot be waived, since nothing was rendered.
        if (render.HasErrors)
            return new(ValidationReport.Sorted(FoundAt.Fold(Told(render.Diagnostics))), [], diagnostics.Sorted());
        if (options.KubernetesVersion is null && !render.Changes.IsEmpty)
            diagnostics.Add(Messages.JudgedAsRendered(render.Changes.Changes.Length));
        var waivers = new Waivers(settings.Waivers, options.AsOf, options.IsWhole, diagnostics);
        var findings = ValidationReport.Sorted(
            waivers.Apply([.. Told(render.Diagnostics.Concat(others.Found)).Concat(judged.Found).Where(IsAsked)])
        );
        IReadOnlyList<RuleTally> tallies = [.. judged.Tallies, .. others.Tallies];
        waivers.Check(ids, tallies.Where(tally => tally.CannotTell > 0).Select(tally => tally.Rule.Id).ToHashSet(StringComparer.Ordinal));
        return new ValidationReport(findings, tallies, diagnostics.Sorted())
        {
            Objects = judged.Objects,
            Changes = render.Changes,
            Judged = [.. looked.Select(source => source.Name)],
            Waves = [.. Waves(looked)],
        };
    }

    /// <summary>Every rule that a fleet is judged by, its own last.</summary>
    public static IReadOnlyList<RuleSet> Catalogue(string root, DiagnosticBag diagnostics)
    {
        var tree = new FileTree(root);
        var custom = new CustomRuleReader(tree, RuleSets.Owners, diagnostics).Read(Settings(tree).Rules);
        return custom.Rules.IsEmpty ? RuleCatalogue.Sets : [.. RuleCatalogue.Sets, custom];
    }

    private IEnumerable<(string? Wave, IReadOnlyList<string> Judged)> Waves(IReadOnlyList<ContentsSource> sources)
    {
        var waves = new Descriptions(files, new DiagnosticBag()).Settings()?.Waves.Select(wave => wave.Name).ToList() ?? [];
        return sources
            .GroupBy(source => source.Wave, source => source.Name, StringComparer.Ordinal)
            .OrderBy(wave => wave.Key is { } name ? waves.IndexOf(name) : int.MaxValue)
            .Select(wave => (wave.Key, (IReadOnlyList<string>)[.. wave]));
    }

    // What is wrong in the file itself is the render's to say.
    private static ValidationSettings Settings(FileTree tree) =>
        new Descriptions(tree, new DiagnosticBag()).Settings()?.Validation ?? ValidationSettings.None;

    private string Texts(ValidationSettings settings) =>
        string.Join('\n', settings.Rules.Select(path => RepositoryPath.Resolve("", path.Text) is { } file ? files.Sha256(file) : null));

    private Task<RenderReport> RenderAsync(Func<IReadOnlyList<ContentsSource>, Task> look, CancellationToken cancellation) =>
        new RenderPipeline(
            RenderOptions.ToLook(root, options.Environments, options.Offline, options.Trust) with
            {
                // What was rendered here before was rendered for the version that each environment has.
                TakesKnown = options.KubernetesVersion is null,
                KubernetesVersion = options.KubernetesVersion,
                HandEdits = options.HandEdits,
                Caches = options.CopyOf,
            },
            progress,
            clock,
            look
        ).RunAsync(cancellation);

    // What people write; what is frozen nobody can mend, and what is generated was judged when it was made. Components are used by what is
    // generated, so that here nobody could tell what their patches are for.
    private SubjectJudgement Kustomizations() =>
        options.Rules.ContainsAny(KustomizeRules.Rules) && KustomizationInputs.Read(root, FleetLayout.Apps, IsHead, diagnostics) is { } tree
            ? SubjectJudgement.Of(KustomizeRules.Rules, tree, options.Rules).WithoutDoubts()
            : SubjectJudgement.Of(KustomizeRules.Rules, KustomizationTree.None, options.Rules);

    private static bool IsHead(string path) => FleetLayout.Read(path) is AppFile;

    // The rules of a sync and of a move are the render's; like those of an app's own files they belong to no environment.
    private IEnumerable<FoundAt> Told(IEnumerable<Diagnostic> found) =>
        found
            .Where(diagnostic => RuleSets.IsRule(diagnostic.Code) && options.Rules.Contains(diagnostic.Code))
            .Select(diagnostic => FoundAt.Of(diagnostic, ""));

    private List<AskedQuery> Queries() => [.. FleetQueries.Of(new Descriptions(files, new DiagnosticBag()), files.Names(FleetLayout.Apps))];

    private List<AlertTestSuite> AlertTests() =>
        [.. files.Names(FleetLayout.Apps).Select(app => AlertTestFiles.Read(files, app, diagnostics)).Where(suite => !suite.Files.IsEmpty)];

    private bool IsAsked(FoundAt found) => options.Apps.IsEmpty || (found.App is { } app && options.Apps.Contains(app));
}
