using System.Text;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>Writes the app.yaml of an app that has none.</summary>
public sealed record AppDescription(string Name, string Version, string Namespace)
{
    public string Description { get; init; } = "";

    public bool GuessesVersion { get; init; }

    public bool GuessesNamespace { get; init; }

    /// <param name="rest">Further lines of its spec, with their margin.</param>
    public string Write(string rest)
    {
        var text = new StringBuilder($"apiVersion: {Shapes.ApiVersion}\nkind: App\nmetadata: {{name: {YamlSplice.Flow(Name)}}}\nspec:\n");
        if (Description.Length > 0)
            text.Append($"  description: {YamlSplice.Flow(Description)}\n");
        if (GuessesVersion)
            text.Append($"  # {Placeholders.Mark}: the version of what is here; releases are called by it.\n");
        text.Append($"  version: {YamlSplice.Flow(Version)}\n");
        if (GuessesNamespace)
            text.Append($"  # {Placeholders.Mark}: where it goes; the app's own name is a guess.\n");
        return text.Append($"  namespace: {YamlSplice.Flow(Namespace)}\n").Append(rest).ToString();
    }
}
