using System.Text;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// Lists the objects of Kustomize's output without parsing it: Kustomize writes JSON-derived block YAML with sorted keys, in which
/// the top-level keys stand in column 0 and those of metadata in column 2. Hundreds of megabytes pass here, so it reads bytes.
/// </summary>
public static class ManifestScanner
{
    public static IReadOnlyList<ManifestHeader> Scan(ReadOnlySpan<byte> manifests)
    {
        var objects = new List<ManifestHeader>();
        string apiVersion = "",
            kind = "",
            space = "",
            name = "";
        var inMetadata = false;
        foreach (var range in manifests.Split((byte)'\n'))
        {
            var line = manifests[range];
            if (line.Length == 0 || (line[0] == ' ' && (!inMetadata || line.Length < 3 || line[2] == ' ')))
                continue;
            if (line[0] == ' ')
            {
                if (Value(line[2..], "name: "u8) is { } foundName)
                    name = foundName;
                else if (Value(line[2..], "namespace: "u8) is { } foundSpace)
                    space = foundSpace;
                continue;
            }

            if (line.SequenceEqual("---"u8))
                Finish();
            else if (Value(line, "apiVersion: "u8) is { } foundVersion)
                apiVersion = foundVersion;
            else if (Value(line, "kind: "u8) is { } foundKind)
                kind = foundKind;
            inMetadata = line.SequenceEqual("metadata:"u8);
        }

        Finish();
        return objects;

        void Finish()
        {
            if (kind.Length > 0)
                objects.Add(ManifestHeader.Of(apiVersion, kind, space, name));
            (apiVersion, kind, space, name) = ("", "", "", "");
        }
    }

    private static string? Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key)
    {
        if (!line.StartsWith(key))
            return null;
        var text = Encoding.UTF8.GetString(line[key.Length..]).Trim();
        return text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
    }
}
