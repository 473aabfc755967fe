using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>What an Application applies, or those that an ApplicationSet makes.</summary>
internal sealed record ArgoCdApplication(Manifest Manifest, YamlMap Spec)
{
    public IEnumerable<YamlMap> Sources => Spec.MapsAt("sources").Concat(new[] { Spec.Map("source") }.OfType<YamlMap>());

    public static IEnumerable<ArgoCdApplication> Of(ClusterContents contents) =>
        contents
            .OfKind("argoproj.io/Application")
            .Select(application => (application, application.Spec))
            .Concat(contents.OfKind("argoproj.io/ApplicationSet").Select(set => (set, set.Spec.MapAt("template", "spec"))))
            .Where(one => one.Item2 is not null)
            .Select(one => new ArgoCdApplication(one.Item1, one.Item2!));

    /// <summary>Replace=true keeps no annotation either.</summary>
    public static bool IsServerSide(IEnumerable<string> options) =>
        options.Any(option => option.Replace(" ", "", StringComparison.Ordinal) is "ServerSideApply=true" or "Replace=true");

    public bool IsServerSide() => IsServerSide(Spec.TextsAt("syncPolicy", "syncOptions"));

    /// <summary>A source is the folder of the file, or one above it.</summary>
    public bool Brings(string file) =>
        Sources.Any(source =>
            source.Text("path")?.Trim('/') is { Length: > 0 } path && file.StartsWith($"{path}/", StringComparison.Ordinal)
        );

    public bool Inflates(ChartUse chart) =>
        Sources.Any(source =>
            source.Text("chart")?.Split('/')[^1] == chart.Name
            && (source.TextAt("helm", "releaseName") ?? Manifest.Name) is var release
            && (release == chart.ReleaseName || chart.ReleaseName.Length == 0)
        );
}
