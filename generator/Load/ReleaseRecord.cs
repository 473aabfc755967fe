using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What a snapshot holds beside the frozen files: the digest of the chart it was cut with, where it could be read.</summary>
public static class ReleaseRecord
{
    public static string Write(string app, string version, string? chartDigest) =>
        YamlWriter.Write(
            Y.Map(
                ("apiVersion", Y.Text(Shapes.ApiVersion)),
                ("kind", Y.Text("Release")),
                ("metadata", Y.Map(("name", Y.Text(app)))),
                (
                    "spec",
                    Y.Map(
                        ("version", Y.Text(version)),
                        ("chartDigest", Y.TextOrNothing(chartDigest is null ? null : $"sha256:{chartDigest}"))
                    )
                )
            ),
            "Frozen by `gitopsgen release cut`. Nothing in this folder may change."
        );

    /// <summary>The digest without its prefix; null when none was recorded.</summary>
    public static string? ReadChartDigest(string file, string text, DiagnosticBag diagnostics) =>
        YamlReader.ReadMap(file, text, diagnostics)?.Map("spec")?.Text("chartDigest") is { } digest
        && digest.StartsWith("sha256:", StringComparison.Ordinal)
            ? digest["sha256:".Length..]
            : null;
}
