using GitOpsGen.Check.Sync;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>
/// Whether an AppProject permits a destination that is given by address or by name (Argo CD's app_project_types.go): a pattern that denies
/// and hits is a veto.
/// </summary>
internal static class DestinationPattern
{
    private const string InCluster = "https://kubernetes.default.svc";

    /// <summary>Null where the project says addresses and the Application a name, or the other way round, or templates are left.</summary>
    public static bool? Permits(Manifest project, YamlMap destination)
    {
        var (server, name, space) = (Server(destination), Name(destination), destination.Text("namespace") ?? "");
        if (new[] { server, name, space }.Any(text => text?.Contains("{{", StringComparison.Ordinal) == true))
            return null;
        bool? permitted = false;
        foreach (var to in (project.Spec?.List("destinations") ?? []).OfType<YamlMap>())
        {
            var cluster = Either(Part(to.Text("server"), server), Part(to.Text("name"), name));
            var within = Matches(to.Text("namespace") ?? "", space);
            if (cluster == false && within && (IsDenial(to.Text("server")) || IsDenial(to.Text("name"))))
                return false;
            if (cluster == true && !within && IsDenial(to.Text("namespace")))
                return false;
            if (within && cluster != false)
                permitted = permitted == true || cluster == true ? true : null;
        }

        return permitted;
    }

    public static string Text(YamlMap destination) =>
        $"{destination.Text("name") ?? destination.Text("server") ?? "no cluster"}, namespace {destination.Text("namespace") ?? "(none)"}";

    public static bool Matches(string pattern, string text) =>
        IsDenial(pattern) ? !Glob.IsMatch(pattern[1..], text) : Glob.IsMatch(pattern, text);

    private static string? Server(YamlMap destination) =>
        destination.Text("server") ?? (destination.Text("name") == "in-cluster" ? InCluster : null);

    private static string? Name(YamlMap destination) =>
        destination.Text("name") ?? (destination.Text("server") == InCluster ? "in-cluster" : null);

    private static bool IsDenial(string? pattern) => pattern?.StartsWith('!') == true;

    // What the project does not say matches nothing; what the Application does not say only a pattern for all is certain to match.
    private static bool? Part(string? pattern, string? text) =>
        pattern is null ? false
        : pattern == "*" ? true
        : text is null ? null
        : Matches(pattern, text);

    private static bool? Either(bool? one, bool? other) =>
        one == true || other == true ? true
        : one is null || other is null ? null
        : false;
}
