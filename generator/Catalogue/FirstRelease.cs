using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;

namespace GitOpsGen.Catalogue;

/// <summary>
/// The release that an environment starts with which follows no head: what <c>release cut --offline</c> would freeze of the app
/// as it comes.
/// </summary>
/// <param name="Files">By path in the repository.</param>
public sealed record FirstRelease(string App, string Name, ImmutableSortedDictionary<string, byte[]> Files)
{
    public static FirstRelease Of(CatalogueApp app)
    {
        var folder = $"{FleetLayout.App(app.Name).Directory}/";
        var frozen = app
            .Files.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
            .Where(file => !FleetFiles.IsDebris(RepositoryPath.Name(file.Key)))
            .ToImmutableSortedDictionary(file => file.Key[folder.Length..], file => file.Value, StringComparer.Ordinal);
        var name = ReleaseName.Of(app.Version, frozen);
        return new FirstRelease(
            app.Name,
            name,
            frozen.ToImmutableSortedDictionary(
                file => $"{FleetLayout.App(app.Name).Release(name).Directory}/{file.Key}",
                file => file.Value,
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>The pin that names it.</summary>
    /// <param name="schema">For editors, from the pin's folder; null where the repository has none.</param>
    public string Pin(string? schema)
    {
        var text = new StringBuilder();
        if (schema is not null)
            text.Append($"# yaml-language-server: $schema={schema}\n");
        return text.Append($"apiVersion: {Shapes.ApiVersion}\nkind: Pin\nspec: {{release: {Name}}}\n").ToString();
    }
}
