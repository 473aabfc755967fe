using System.Text;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// Reads the scope of each kind that a CustomResourceDefinition in Kustomize's output defines, without parsing it: definitions are the
/// largest objects there are. The form is that of <see cref="ManifestScanner"/>; names of fields: apiextensions.k8s.io/v1.
/// </summary>
public static class DefinedScopes
{
    /// <returns>The kinds, as group/Kind; true where one is cluster-scoped.</returns>
    public static IReadOnlyDictionary<string, bool> Scan(ReadOnlySpan<byte> manifests)
    {
        var scopes = new Dictionary<string, bool>(StringComparer.Ordinal);
        string document = "",
            section = "",
            group = "",
            kind = "",
            scope = "";
        var inNames = false;
        foreach (var range in manifests.Split((byte)'\n'))
        {
            var line = manifests[range];
            if (line.Length == 0)
                continue;
            if (line[0] != ' ')
            {
                if (line.SequenceEqual("---"u8))
                    Finish();
                if (Value(line, "kind: "u8) is { } found)
                    document = found;
                section = Encoding.UTF8.GetString(line);
                inNames = false;
            }
            else if (section != "spec:" || line.Length < 3)
                continue;
            else if (line[2] != ' ')
            {
                inNames = line.SequenceEqual("  names:"u8);
                group = Value(line, "  group: "u8) ?? group;
                scope = Value(line, "  scope: "u8) ?? scope;
            }
            else if (inNames)
                kind = Value(line, "    kind: "u8) ?? kind;
        }

        Finish();
        return scopes;

        void Finish()
        {
            if (document == "CustomResourceDefinition" && kind.Length > 0 && scope.Length > 0)
                scopes[$"{group}/{kind}"] = scope == "Cluster";
            (document, section, group, kind, scope, inNames) = ("", "", "", "", "", false);
        }
    }

    private static string? Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key) =>
        line.StartsWith(key) ? Encoding.UTF8.GetString(line[key.Length..]).Trim().Trim('"', '\'') : null;
}
