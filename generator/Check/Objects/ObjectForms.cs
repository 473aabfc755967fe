using System.Text.RegularExpressions;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.References;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Objects;

/// <summary>Names (RFC 1123), keys and values of labels (Kubernetes, "Object Names and IDs", "Labels and Selectors").</summary>
internal static partial class ObjectForms
{
    // Groups whose names may have colons and more: only a '/' and '%' are forbidden there.
    private const string Rights = "rbac.authorization.k8s.io";

    // Their names are labels of DNS: no dots, 63 characters.
    private static readonly string[] Labelled = ["Namespace", "Service"];

    public static IEnumerable<Misfit> Of(Manifest manifest)
    {
        if (manifest.Metadata is not { } metadata || !IsHeld(manifest.Id.Group))
            return [];
        return
        [
            .. HasOwnNames(manifest.Id.Group) ? [] : Name(manifest, metadata),
            .. Space(metadata),
            .. Labels(metadata.Map("labels"), "metadata.labels"),
            .. Template(manifest),
        ];
    }

    // Files of tools look like objects, and are read by nobody's API server; some servers take other names.
    private static bool IsHeld(string group) => !KindTraits.IsFile(group) && !group.EndsWith(".openshift.io", StringComparison.Ordinal);

    // The name of a ClusterTrustBundle begins with its signer and has colons.
    private static bool HasOwnNames(string group) => group == "certificates.k8s.io";

    private static IEnumerable<Misfit> Name(Manifest manifest, YamlMap metadata)
    {
        if (metadata.Scalar("name") is not { IsNull: false } name)
            yield break;
        if (IsTemplate(name.Text))
            yield return Unfilled(name, "its name");
        else if (manifest.Id.Group == Rights)
        {
            if (name.Text.AsSpan().ContainsAny('/', '%'))
                yield return new Misfit(name.At, "its name has a '/' or '%'");
        }
        else if (name.Text.Length > 253 || !Subdomain().IsMatch(name.Text))
            yield return new Misfit(name.At, "its name is none of DNS: lower-case letters, digits, '-' and '.'");
        else if (manifest.Id.Group.Length == 0 && Labelled.Contains(manifest.Kind) && (name.Text.Length > 63 || name.Text.Contains('.')))
            yield return new Misfit(name.At, $"a {manifest.Kind} is called by 63 characters at most, without dots");
    }

    private static IEnumerable<Misfit> Space(YamlMap metadata) =>
        metadata.Scalar("namespace") is not { Text.Length: > 0 } space ? []
        : IsTemplate(space.Text) ? [Unfilled(space, "its namespace")]
        : IsLabel(space.Text) ? []
        : [new Misfit(space.At, "its namespace is no label of DNS: 63 lower-case letters, digits and '-'")];

    private static Misfit Unfilled(YamlScalar text, string what) => new(text.At, $"{what} is '{text.Text}'") { IsUnfilled = true };

    private static bool IsLabel(string text) =>
        text.Length <= 63 && !text.Contains('.', StringComparison.Ordinal) && Subdomain().IsMatch(text);

    private static IEnumerable<Misfit> Template(Manifest manifest) =>
        manifest.Pods is { } pods && manifest.Kind != "Pod"
            ? Labels(pods.Document.MapAt("metadata", "labels"), "labels of the pod template")
            : [];

    private static IEnumerable<Misfit> Labels(YamlMap? labels, string where)
    {
        foreach (var (key, value) in labels?.Entries ?? [])
        {
            var name = key.Text[(key.Text.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (name.Length > 63 || !Value().IsMatch(name) || name.Length == 0)
                yield return new Misfit(key.At, $"{where}: the key {key.Text} is none of a label");
            if (value is not YamlScalar { IsNull: false } text)
                continue;
            if (IsTemplate(text.Text))
                yield return Unfilled(text, $"{where}: the value of {key.Text}");
            else if (text.Text.Length > 63 || !Value().IsMatch(text.Text))
                yield return new Misfit(
                    text.At,
                    text.Text.Length > 63
                        ? $"{where}: the value of {key.Text} has {text.Text.Length} characters, and 63 are the most"
                        : $"{where}: the value of {key.Text} has other characters than letters, digits, '-', '_' and '.', or begins or "
                            + "ends with one of these three"
                );
        }
    }

    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
        || text.Contains("${", StringComparison.Ordinal)
        || text.Contains("$(", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Value();
}
