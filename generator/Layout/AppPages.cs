using System.Collections.Immutable;

namespace GitOpsGen.Layout;

/// <summary>What an app of the catalogue brings along besides its folder: its documents, and the script that those use.</summary>
public static class AppPages
{
    /// <summary>The folder of runbooks, with what ends it.</summary>
    public const string Runbooks = "docs/runbooks/";

    public const string Bootstrap = "scripts/bootstrap";

    private const string Training = "docs/training/";

    private const string Page = ".md";

    /// <summary>Where an app's documents are, if it has them.</summary>
    public static ImmutableArray<string> Of(string app) => [$"{Runbooks}{app}{Page}", $"{Training}{app}{Page}"];

    /// <summary>An app may bring the file.</summary>
    public static bool Holds(string path) =>
        path == Bootstrap || (path.EndsWith(Page, StringComparison.Ordinal) && Of(Path.GetFileNameWithoutExtension(path)).Contains(path));
}
