using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Reports;

/// <summary>The lines of migration.yaml that decide open reviews, ready to paste.</summary>
public static class Decisions
{
    public static string Snippet(IReadOnlyList<Occurrence> open) =>
        YamlWriter.Write(
            Y.Map(
                ("apiVersion", Y.Text(Load.Shapes.ApiVersion)),
                ("kind", Y.Text("Migration")),
                ("spec", Y.Map(("decisions", Y.List(Entries(open)))))
            )
        );

    private static IEnumerable<YamlNode> Entries(IReadOnlyList<Occurrence> open) =>
        open.Select(one =>
                (
                    Key: one.Judgement.Group is null ? "at" : "group",
                    ScalarMention: one.Judgement.Group ?? $"{one.Path}:{one.Line}",
                    one.Judgement.Evidence
                )
            )
            .DistinctBy(entry => (entry.Key, entry.ScalarMention))
            .Select(entry =>
                (YamlNode)
                    Y.Map(
                        (entry.Key, Y.Text(entry.ScalarMention)),
                        ("verdict", Y.Text("keep")),
                        ("reason", Y.Text($"Undecided: {entry.Evidence}"))
                    )
            );
}
