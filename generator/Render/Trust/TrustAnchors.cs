using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Trust;

/// <summary>A certificate of an authority, and the file of the app that it is from.</summary>
internal sealed record TrustAnchor(YamlScalar File, PemBlock Block);

/// <summary>Reads the certificates of a bundle, and refuses what the API would refuse, at the line of the file where it stands.</summary>
internal sealed class TrustAnchors(AppSource source, DiagnosticBag diagnostics)
{
    public IReadOnlyList<TrustAnchor> Of(TrustBundle bundle)
    {
        var anchors = new List<TrustAnchor>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in bundle.Files)
            // What cannot be read was reported.
            if (source.Texts.TryGetValue(file.Text, out var text))
                Read(bundle, file, text, anchors, seen);
        return anchors;
    }

    private void Read(TrustBundle bundle, YamlScalar file, string text, List<TrustAnchor> anchors, Dictionary<string, string> seen)
    {
        var path = $"{source.Directory}/{file.Text}";
        var blocks = PemBlock.Read(text).ToList();
        if (!PemBlock.IsWhole(text))
            diagnostics.Add(Messages.PemMalformed(Position.Start(path)));
        else if (blocks.Count == 0)
            diagnostics.Add(Messages.PemEmpty(Position.Start(path)));
        for (var i = 0; i < blocks.Count; i++)
        {
            var at = new Position(path, blocks[i].Line, 1);
            if (blocks[i].Trouble() is { } trouble)
                diagnostics.Add(Messages.PemNotTrusted(at, i + 1, trouble));
            else if (!seen.TryAdd(blocks[i].Body, $"{path}:{blocks[i].Line}"))
                diagnostics.Add(Messages.PemTwice(at, Subject(blocks[i]), bundle.Name.Text, seen[blocks[i].Body]));
            else
                anchors.Add(new TrustAnchor(file, blocks[i]));
        }
    }

    private static string Subject(PemBlock block)
    {
        using var certificate = block.Certificate();
        return certificate?.Subject ?? "";
    }
}
