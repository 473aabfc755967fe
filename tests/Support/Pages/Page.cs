using System.Text.RegularExpressions;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>A piece of shell on a page.</summary>
/// <param name="Line">Of the page, counted from 1.</param>
internal sealed record Snippet(int Line, string Text);

/// <summary>A page of the documents: its headings, and what it has people type.</summary>
/// <param name="Name">The path below docs/.</param>
internal sealed partial record Page(string Name, string Text)
{
    private static string Folder => Path.Join(Repository.Root, "docs");

    public static Page Of(string name) => new(name, File.ReadAllText(Path.Join(Folder, name)));

    /// <summary>All pages below a folder of docs/, or below docs/ itself.</summary>
    public static IEnumerable<Page> Below(string folder = "") =>
        Directory
            .EnumerateFiles(Path.Join(Folder, folder), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(Of);

    /// <summary>The blocks that say they are bash, without the indent of the list that they stand in.</summary>
    public IEnumerable<Snippet> Blocks => Fence().Matches(Text).Where(match => match.Groups["language"].Value == "bash").Select(Unindented);

    /// <summary>Commands in the midst of a sentence or a table, by the program that they begin with.</summary>
    public IEnumerable<Snippet> Mentioned =>
        Command().Matches(Prose).Select(match => new Snippet(LineOf(match.Index), match.Groups[1].Value.Replace("\\|", "|")));

    /// <summary>All blocks as one script: what one block sets, a later one uses.</summary>
    public string Script => "#!/bin/bash\n" + string.Join('\n', Blocks.Select(block => block.Text));

    public IEnumerable<string> Headings => Heading().Matches(Prose).Select(match => match.Groups[1].Value);

    /// <summary>The headings as GitHub's links name them.</summary>
    public IEnumerable<string> Anchors => Headings.Select(heading => NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Without the blocks; lines stay where they are. A comment of a shell is no heading.</summary>
    public string Prose => Fence().Replace(Text, match => new string('\n', match.Value.Count(character => character == '\n')));

    private Snippet Unindented(Match block)
    {
        var indent = block.Groups["indent"].Value;
        var lines = block
            .Groups["text"]
            .Value.Split('\n')
            .Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line);
        return new Snippet(Line(Text, block.Groups["text"].Index), string.Join('\n', lines));
    }

    private int LineOf(int index) => Line(Prose, index);

    private static int Line(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w*)\n(?<text>.*?)^\k<indent>```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`((?:kubectl|argocd|istioctl|gitopsgen|scripts/bootstrap) [^`]+)`")]
    private static partial Regex Command();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
