using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>What an environment says of an app that is new there: lines for its <c>apps</c>, and what they mean.</summary>
/// <param name="Lines">Without the margin of the map that they go into.</param>
public sealed record AppEntry(string App, ImmutableArray<string> Lines, YamlMap Value)
{
    public static AppEntry Of(CatalogueApp app)
    {
        var placeholders = Placeholders.Of(app).ToList();
        if (placeholders.Count == 0)
            return new AppEntry(app.Name, [$"{app.Name}: {{sync: automated}}"], Y.Map(("sync", Y.Text("automated"))));
        ImmutableArray<string> lines =
        [
            $"{app.Name}:",
            "  # Argo CD waits for a person until the placeholders are replaced.",
            "  sync: manual",
            "  parameters:",
            .. placeholders.SelectMany(one =>
                new[] { $"    # {Placeholders.Mark}: {one.Description}", $"    {one.Parameter}: {one.Value}" }
            ),
        ];
        return new AppEntry(app.Name, lines, Read(lines));
    }

    public string Indented(string margin) => string.Concat(Lines.Select(line => $"{margin}{line}\n"));

    private static YamlMap Read(IEnumerable<string> lines) =>
        (YamlMap)YamlReader.ReadMap("", string.Join('\n', lines), new Diagnostics.DiagnosticBag())!.Entries[0].Value;
}
