using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Validate.Custom;

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
        var schemas = new SchemaPlaces(files, settings.Schemas, diagnostics);
        if (diagnostics.HasErrors)
            return ValidationReport.Failed(diagnostics);
        var memory = JudgedMemory.Of(root);
        var judgement = new Judgement(options, custom, schemas, Texts(settings), memory);
        (IReadOnlyList<FoundAt> Found, IReadOnlyList<RuleTally> Tallies, int Objects) judged = ([], [], 0);
        IReadOnlyList<ContentsSource> looked = [];
        var render = await RenderAsync(
            sources =>
            {
                judged = judgement.Of(sources, progress, cancellation);
                looked = sources;
            },
            cancellation
        );
        // What was wrong with a schema must be said again.
        if (!diagnostics.HasErrors)
            memory.Save();
        foreach (var diagnostic in render.Diagnostics.Where(diagnostic => !IsOfRule(diagnostic)))
            diagnostics.Add(diagnostic);
        // A rule that stopped the render is a finding as any other; it cannot be waived, since nothing was rendered.
        if (render.HasErrors)
            return new(ValidationReport.Sorted(FoundAt.Fold(OfRender(render))), [], diagnostics.Sorted());
        if (options.KubernetesVersion is null && !render.Changes.IsEmpty)
            diagnostics.Add(Messages.JudgedAsRendered(render.Changes.Changes.Length));
        var waivers = new Waivers(settings.Waivers, options.AsOf, options.IsWhole, diagnostics);
        var findings = ValidationReport.Sorted(waivers.Apply([.. OfRender(render).Concat(judged.Found).Where(IsAsked)]));
        waivers.Check(ids);
        return new ValidationReport(findings, judged.Tallies, diagnostics.Sorted())
        {
            Objects = judged.Objects,
            Judged = [.. looked.Select(source => source.Name)],
            Waves = [.. Waves(looked)],
        };
    }

    /// <summary>Every rule that a fleet is judged by, its own last.</summary>
    public static IReadOnlyList<RuleSet> Catalogue(string root, DiagnosticBag diagnostics)
    {
        var files = new FileTree(root);
        var custom = new CustomRuleReader(files, RuleSets.Owners, diagnostics).Read(Settings(files).Rules);
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
    private static ValidationSettings Settings(FileTree files) =>
        new Descriptions(files, new DiagnosticBag()).Settings()?.Validation ?? ValidationSettings.None;

    private string Texts(ValidationSettings settings) =>
        string.Join('\n', settings.Rules.Select(path => RepositoryPath.Resolve("", path.Text) is { } file ? files.Sha256(file) : null));

    private Task<RenderReport> RenderAsync(Action<IReadOnlyList<ContentsSource>> look, CancellationToken cancellation) =>
        new RenderPipeline(
            new RenderOptions(root)
            {
                Mode = RenderMode.DryRun,
                // What was rendered here before was rendered for the version that each environment has.
                TakesKnown = options.KubernetesVersion is null,
                KubernetesVersion = options.KubernetesVersion,
                Selection = new Selection([], options.Environments, []),
                AllowDeletions = true,
                Offline = options.Offline,
                MayFetch = !options.Offline,
                Trust = options.Trust,
            },
            progress,
            clock,
            look
        ).RunAsync(cancellation);

    // The rules of a sync and of a move are the render's; they name the unit themselves.
    private IEnumerable<FoundAt> OfRender(RenderReport render) =>
        render
            .Diagnostics.Where(diagnostic => IsOfRule(diagnostic) && options.Rules.Contains(diagnostic.Code))
            .Select(diagnostic => FoundAt.Of(diagnostic, ""));

    private static bool IsOfRule(Diagnostic diagnostic) => RuleSets.Owners.ContainsKey(diagnostic.Code);

    private bool IsAsked(FoundAt found) => options.Apps.IsEmpty || (found.App is { } app && options.Apps.Contains(app));
}
