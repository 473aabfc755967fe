using System.Collections.Immutable;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Ownership;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Groups;

/// <summary>Makes of values what is printed of them: nothing secret, and no more than a person reads.</summary>
public static class FieldTexts
{
    private const int LongestValue = 8_000;
    private const int LongestBody = 16_000;
    private const int MostLines = 200;
    private const int LinesAround = 2;

    public static FieldChange Of(FieldDelta delta)
    {
        var word =
            delta.IsOrder ? "reordered"
            : delta.Old is null ? "added"
            : delta.New is null ? "removed"
            : "changed";
        if (delta is { IsOrder: true, Old: YamlList before, New: YamlList after })
            return new FieldChange(
                delta.Path.Text,
                word,
                Order(delta, before, after, isNew: false),
                Order(delta, before, after, isNew: true),
                [],
                IsHidden: false
            );
        if (delta.IsSecret)
            return new FieldChange(delta.Path.Text, word, null, null, [], IsHidden: true);
        if (
            delta is { IsOrder: false, OldText: { } old, NewText: { } @new }
            && (old.AsSpan().ContainsAny('\n', '\r') || @new.AsSpan().ContainsAny('\n', '\r'))
        )
            return new FieldChange(delta.Path.Text, word, null, null, Lines(old, @new), IsHidden: false);
        return new FieldChange(delta.Path.Text, word, Text(delta.Old), Text(delta.New), [], IsHidden: false);
    }

    /// <summary>The whole object as YAML.</summary>
    public static string Body(Manifest manifest) => Cut(YamlWriter.Write(SecretFields.Shown(manifest.Document)), LongestBody);

    // The items are the same, so that their names say all; what has no name is shown whole.
    private static string? Order(FieldDelta delta, YamlList old, YamlList @new, bool isNew) =>
        MergeKeys.Of(delta.Path.Name, old.Items, @new.Items) is var (left, right)
            ? Text(Y.Texts(isNew ? right : left))
            : Text(isNew ? @new : old);

    // Text that looks like a number keeps its quotes: "1" and 1 differ.
    private static string? Text(YamlNode? node) =>
        node is null ? null : Cut(YamlWriter.Write(SecretFields.Shown(node)).TrimEnd('\n'), LongestValue);

    // The digest keeps apart what only differs in the part that is not shown.
    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = text.LastIndexOf('\n', most);
        end = end <= 0 ? most : end;
        return $"{text[..end].TrimEnd()}\n… {text.Length - end} more characters ({Digest.OfText(text)[..12]})";
    }

    private static ImmutableArray<string> Lines(string old, string @new)
    {
        var difference = LineDifference.Of(old, @new);
        var lines = new List<string>();
        var shown = 0;
        foreach (var block in difference.Blocks)
        {
            var from = Math.Max(shown, block.Start - LinesAround);
            if (from > shown)
                lines.Add("…");
            lines.AddRange(difference.Old.Skip(from).Take(block.Start - from).Select(line => $"  {line}"));
            lines.AddRange(block.Old.Select(line => $"- {line}"));
            lines.AddRange(block.New.Select(line => $"+ {line}"));
            shown = block.Start + block.Old.Count;
        }

        return lines.Count <= MostLines
            ? [.. lines]
            : [.. lines.Take(MostLines), $"… {lines.Count - MostLines} more lines ({Digest.OfText(string.Concat(lines))[..12]})"];
    }
}
