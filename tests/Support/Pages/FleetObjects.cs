using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Everything that a page may name: what the fleet renders, what its charts and controllers make, and the parts of the fleet itself.</summary>
internal sealed class FleetObjects
{
    private static readonly string[] Monitors = ["PodMonitor", "ServiceMonitor", "Probe", "ScrapeConfig"];

    private static readonly Lazy<FleetObjects> Read = new(() => new FleetObjects());

    private readonly HashSet<(string Kind, string Namespace, string Name)> objects = [];

    private FleetObjects()
    {
        var diagnostics = new DiagnosticBag();
        Fleet = new Resolver(new Workspace(Repository.Root).Load(diagnostics), diagnostics).Resolve();
        foreach (var manifest in Rendered().Concat(ArgoCd()))
            AddManifest(manifest);
        Kinds = new KindWords(objects.Select(one => one.Kind).Distinct());
        AddFleet();
        foreach (var one in UnrenderedObjects.All)
            objects.Add((one.Kind, one.Namespace, one.Name));
    }

    public static FleetObjects OfThisRepository => Read.Value;

    public ResolvedFleet Fleet { get; }

    public KindWords Kinds { get; }

    /// <summary>A file is there, or a page has it made; of an object kind, name and namespace are right.</summary>
    public bool Has(Mention mention) =>
        mention.Kind == "File" ? Path.Exists(Path.Join(Repository.Root, mention.Name))
        : mention.Kind == "Pod" ? IsPod(mention)
        : objects.Any(one => one.Kind == mention.Kind && one.Name == mention.Name && IsIn(one.Namespace, mention.Namespace));

    public static bool IsIn(string there, string? asked) => asked is null || there.Length == 0 || there == asked;

    // A pod is called by chance, but for those of a StatefulSet.
    private bool IsPod(Mention mention) =>
        mention.Name.LastIndexOf('-') is > 0 and var dash
        && int.TryParse(mention.Name[(dash + 1)..], out _)
        && Has(mention with { Kind = "StatefulSet", Name = mention.Name[..dash] });

    private void AddManifest(Manifest manifest)
    {
        objects.Add((manifest.Kind, manifest.Namespace, manifest.Name));
        if (Monitors.Contains(manifest.Kind, StringComparer.Ordinal))
            objects.Add(("Monitor", manifest.Namespace, manifest.Name));
        foreach (var secret in MadeSecrets.Of(manifest))
            objects.Add(("Secret", secret.Namespace ?? "", secret.Name));
        if (manifest.Kind == "ApplicationSet")
            foreach (var name in Applications(manifest))
                objects.Add(("Application", manifest.Namespace, name));
    }

    private void AddFleet()
    {
        foreach (var app in Fleet.Fleet.Apps.Keys)
            objects.Add(("App", "", app));
        foreach (var wave in Fleet.Fleet.Settings.Waves)
            objects.Add(("Wave", "", wave.Name));
        foreach (var environment in Fleet.Environments)
            objects.Add(("Environment", "", environment.Name));
        foreach (var cluster in Fleet.Environments.SelectMany(environment => environment.Settings.Clusters))
            objects.UnionWith([("Cluster", "", cluster.Name), ("Cluster", "", cluster.Server)]);
    }

    private static IEnumerable<Manifest> Rendered() => Below("environments", "manifests.yaml");

    private static IEnumerable<Manifest> ArgoCd() => Below("argocd", "*.yaml");

    private static IEnumerable<Manifest> Below(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Join(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .SelectMany(file => Manifests.Read(file, File.ReadAllText(file), new DiagnosticBag())!.Objects);

    private static IEnumerable<string> Applications(Manifest set) =>
        from generator in set.Spec!.List("generators")!.OfType<YamlMap>()
        from element in generator.Map("list")!.List("elements")!.OfType<YamlMap>()
        select set.Spec!.Map("template")!
            .Map("metadata")!
            .Text("name")!
            .Replace("{{.cluster}}", element.Text("cluster"), StringComparison.Ordinal);
}
