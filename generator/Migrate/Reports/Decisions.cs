using GitOpsGen.Yaml;

namespace GitOpsGen.Migrate.Reports;

/// <summary>The lines of migration.yaml that decide open reviews, ready to paste.</summary>
public static class Decisions
{
    public static string Snippet(IReadOnlyList<Occurrence> open) => YamlWriter.Write(Y.Map(("decisions", Y.List(Entries(open)))));

    private static IEnumerable<YamlNode> Entries(IReadOnlyList<Occurrence> open) => open
        .Select(one => one.Judgement.Group is { } group ? ("group", group) : ("at", $"{one.Path}:{one.Line}"))
        .Distinct()
        .Select(entry => (YamlNode)Y.Map((entry.Item1, Y.Text(entry.Item2)), ("verdict", Y.Text("keep"))));
}
