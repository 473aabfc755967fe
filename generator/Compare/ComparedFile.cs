using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare;

public enum ComparedKind
{
    Manifests,
    Values,
    ArgoCd,
}

/// <summary>A generated file that says what runs in clusters. Rollback overlays do not: no Application reads them.</summary>
/// <param name="Scope">Objects may move within one: an environment, or empty for what belongs to the whole fleet.</param>
public sealed record ComparedFile(string Path, ComparedKind Kind, string Scope, string App, string Cluster)
{
    public Place Place => new(Scope, App, Cluster, Path, new ObjectId("", "", "", ""));

    /// <summary>Where the unit's Application says who inflates its chart.</summary>
    public string Application => $"argocd/apps/{Scope}/{App}.yaml";

    /// <summary>What a path stands for; null when nothing that runs comes from it.</summary>
    public static ComparedFile? Of(string path) =>
        path.Split('/') switch
        {
            ["environments", var environment, var app, "rendered", "manifests.yaml"] => new(
                path,
                ComparedKind.Manifests,
                environment,
                app,
                ""
            ),
            ["environments", var environment, var app, not "rollback" and var cluster, "rendered", "manifests.yaml"] => new(
                path,
                ComparedKind.Manifests,
                environment,
                app,
                cluster
            ),
            ["environments", var environment, not "releases" and var app, "values.yaml"] => new(
                path,
                ComparedKind.Values,
                environment,
                app,
                ""
            ),
            ["environments", var environment, not "releases" and var app, not "rollback" and var cluster, "values.yaml"] => new(
                path,
                ComparedKind.Values,
                environment,
                app,
                cluster
            ),
            ["argocd", "apps", var environment, var file] when Stem(file) is { } app => new(
                path,
                ComparedKind.ArgoCd,
                environment,
                app,
                ""
            ),
            ["argocd", .., var file] when Stem(file) is not null => new(path, ComparedKind.ArgoCd, "", "", ""),
            _ => null,
        };

    private static string? Stem(string file) => file.EndsWith(".yaml", StringComparison.Ordinal) ? file[..^".yaml".Length] : null;
}
