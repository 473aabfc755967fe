using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-003: no fields that Kustomize has others for.</summary>
internal static class OutdatedRules
{
    public static Rule<KustomizationTree> Fields { get; } =
        new("KUS-003", "A kustomization has no deprecated fields, and no forms that Kustomize 5 refuses.", Check)
        {
            Why =
                "Kustomize warns of them, treats some otherwise than their successors, and takes them out in a later version. What it "
                + "has taken out "
                + "already stops the build.",
            Mend = "Write what the finding says; `kustomize edit fix` does most of it.",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Check(KustomizationTree tree, Findings findings)
    {
        foreach (var kustomization in tree.All)
        {
            foreach (var entry in kustomization.Document.Entries)
                Say(entry, Replacements.Of(entry.Key.Text, entry.Value, kustomization.Document), entry.Key.Text == "patches", findings);
            foreach (var generator in KustomizationChecks.Generators(kustomization.Document))
            foreach (var entry in generator.Entries)
                Say(entry, Replacements.OfGenerator(entry.Key.Text, entry.Value), entry.Key.Text == "commands", findings);
        }
    }

    private static void Say(YamlEntry entry, string? instead, bool isGone, Findings findings)
    {
        if (instead is not null)
            findings.Fail(
                isGone
                    ? Messages.KustomizeFieldGone(entry.Key.At, entry.Key.Text, instead)
                    : Messages.KustomizeFieldOutdated(entry.Key.At, entry.Key.Text, instead)
            );
    }
}

/// <summary>What to write in the place of a deprecated field, in full (Kustomize's api/types/kustomization.go and its fixes).</summary>
internal static class Replacements
{
    // Longer ones are said by their form.
    private const int Longest = 160;

    /// <returns>Null for any other field.</returns>
    public static string? Of(string field, YamlNode value, YamlMap kustomization) =>
        field switch
        {
            "bases" => $"'resources: {Shown(Y.List([.. kustomization.List("resources"), .. Items(value)]), "[…]")}'",
            "commonLabels" =>
                $"'labels: [{{pairs: {Shown(value, "{…}")}, includeSelectors: true}}]', which keeps the selectors (no cluster lets them "
                    + "change)",
            "vars" => $"'replacements: {Shown(Y.List(Items(value).OfType<YamlMap>().Select(Replacement)), "[…]")}', with each field "
                + "that says $(NAME)",
            "patchesStrategicMerge" => $"'patches: {Shown(Y.List(Items(value).Select(Patch)), "[{path: …}]")}'",
            "patchesJson6902" => $"'patches: "
                + $"{Shown(Y.List([.. kustomization.List("patches"), .. Items(value)]), "[{target: …, path: …}]")}'",
            "patches" when Items(value).Any(one => one is YamlScalar) => $"'patches: "
                + $"{Shown(Y.List(Items(value).Select(Patch)), "[{path: …}]")}'",
            "imageTags" => $"'images: {Shown(value, "[{name: …, newTag: …}]")}'",
            "helmChartInflationGenerator" => $"'helmCharts: {Shown(Y.List(Items(value).OfType<YamlMap>().Select(Chart)), "[…]")}'",
            _ => null,
        };

    public static string? OfGenerator(string field, YamlNode value) =>
        field switch
        {
            "env" => $"'envs: {Shown(Y.List([value]), "[…]")}'",
            "commands" => "'files' or 'literals': Kustomize runs no commands",
            _ => null,
        };

    private static IReadOnlyList<YamlNode> Items(YamlNode value) => (value as YamlList)?.Items ?? [];

    private static YamlNode Patch(YamlNode one) =>
        one is YamlScalar text ? Y.Map((OutdatedFields.IsInPlace(text.Text) ? "patch" : "path", Y.Text(text.Text.Trim()))) : one;

    private static YamlNode Replacement(YamlMap variable)
    {
        var source = variable.Map("objref");
        return Y.Map(
            (
                "source",
                Y.Map(
                    ("kind", source?["kind"]),
                    ("name", source?["name"]),
                    (
                        "fieldPath",
                        Y.Text(
                            variable.Map("fieldref")?.Text("fieldpath") ?? variable.Map("fieldref")?.Text("fieldPath") ?? "metadata.name"
                        )
                    )
                )
            ),
            ("targets", Y.List([Y.Map(("select", Y.Map(("kind", Y.Text("…")))), ("fieldPaths", Y.List([Y.Text("…")])))]))
        );
    }

    private static YamlNode Chart(YamlMap old) =>
        Y.Map(
            ("name", old["chartName"]),
            ("version", old["chartVersion"]),
            ("repo", old["chartRepoUrl"]),
            ("releaseName", old["releaseName"]),
            ("namespace", old["releaseNamespace"]),
            ("valuesFile", old["values"])
        );

    private static string Shown(YamlNode value, string form) =>
        IsOneLine(value) && YamlSplice.Flow(value) is { Length: <= Longest } text ? text : form;

    private static bool IsOneLine(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => !scalar.Text.Any(char.IsControl),
            YamlList list => list.Items.All(IsOneLine),
            YamlMap map => map.Entries.All(entry => IsOneLine(entry.Key) && IsOneLine(entry.Value)),
            _ => false,
        };
}
