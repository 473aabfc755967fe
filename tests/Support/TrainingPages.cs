namespace GitOpsGen.Tests.Support;

/// <summary>The pages of docs/training: which of them teaches which app.</summary>
internal static class TrainingPages
{
    private const string Names = "Apps: ";

    public static string Folder => Path.Join(Repository.Root, "docs", "training");

    /// <summary>File names by app: a page teaches the app that it is called after, or those that its line <c>Apps:</c> names.</summary>
    public static IReadOnlyDictionary<string, string> OfApps() =>
        Directory
            .EnumerateFiles(Folder, "*.md")
            .SelectMany(page => Taught(page).Select(app => (App: app, Page: Path.GetFileName(page))))
            .ToDictionary(one => one.App, one => one.Page, StringComparer.Ordinal);

    private static IEnumerable<string> Taught(string page) =>
        File.ReadLines(page).FirstOrDefault(line => line.StartsWith(Names, StringComparison.Ordinal)) is { } line
            ? line[Names.Length..].TrimEnd('.').Split(", ").Select(name => name.Trim('`'))
            : [Path.GetFileNameWithoutExtension(page)];
}
