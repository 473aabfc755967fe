namespace GitOpsGen.Ownership;

/// <summary>A short line difference: <c>- old</c>, <c>+ new</c>, with the line it begins at.</summary>
public static class TextDifference
{
    public static IEnumerable<string> Lines(string old, string @new, int limit)
    {
        var lines = LineDifference
            .Of(old, @new)
            .Blocks.SelectMany(block =>
                new[] { $"@@ line {block.Start + 1}" }
                    .Concat(block.Old.Select(line => $"- {line}"))
                    .Concat(block.New.Select(line => $"+ {line}"))
            )
            .ToList();
        return lines.Count <= limit ? lines : lines.Take(limit).Append($"… {lines.Count - limit} more lines");
    }

    /// <summary>The difference between a file as it is and as it would be; empty unless both are there.</summary>
    public static IReadOnlyList<string> Of(FileChange change, string root, int limit)
    {
        if (change is not { Kind: ChangeKind.Change, New: { } content })
            return [];
        var then = content switch
        {
            Content.Text text => text.Value,
            Content.Copy copy => File.ReadAllText(copy.Path),
            _ => "",
        };
        return [.. Lines(File.ReadAllText(Path.Join(root, change.Path)), then, limit)];
    }
}
