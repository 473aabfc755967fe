using System.Text;
using GitOpsGen.Files;

namespace GitOpsGen.Compare.Writers;

/// <summary>Every change on the page, each with an address of its own; what moves together between namespaces is folded into one.</summary>
public sealed class HtmlChanges(FleetDiff diff)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public string Write()
    {
        var text = new StringBuilder();
        // The riskiest first, a move where its riskiest object is.
        var moves = diff.Groups.ToLookup(MoveOf);
        var told = new HashSet<(ChangeKind, string, string)>();
        foreach (var group in diff.Groups)
            if (MoveOf(group) is not { } move || moves[move].Count() == 1)
                text.Append(Group(group));
            else if (told.Add(move))
                text.Append(Move(move, [.. moves[move]]));
        return text.ToString();
    }

    private string Move((ChangeKind Kind, string From, string To) move, IReadOnlyList<ChangeGroup> groups)
    {
        var level = DiffWords.Of(groups.Max(group => group.Level));
        var text = new StringBuilder(
            $"<details class=\"move\"><summary><span class=\"tag {level}\">{level}</span> {DiffWords.Of(move.Kind)} from "
                + $"<code>{DiffHtml.Html(move.From)}</code> to <code>{DiffHtml.Html(move.To)}</code>: "
                + $"{DiffWords.Many(groups.Count, "object")}</summary>\n<div class=\"inside\">\n"
        );
        foreach (var group in groups)
            text.Append(Group(group));
        return text.Append("</div></details>\n").ToString();
    }

    private static (ChangeKind Kind, string From, string To)? MoveOf(ChangeGroup group) =>
        group is { Kind: ChangeKind.Moved or ChangeKind.Copied, From: { } from } && from.Namespace != group.Object.Namespace
            ? (group.Kind, from.Namespace, group.Object.Namespace)
            : null;

    // Of what it is, so that it stays when others come.
    private string Id(ChangeGroup group)
    {
        var id = $"change-{Digest.OfText($"{Phrases.Headline(group)} {string.Join(' ', group.Where)}")[..10]}";
        while (!ids.Add(id))
            id += "-";
        return id;
    }

    private string Group(ChangeGroup group)
    {
        var level = DiffWords.Of(group.Level);
        var where = string.Join(
            '\n',
            group.Where.Select(place => DiffHtml.Cell(place.App, place.Environment)).Distinct(StringComparer.Ordinal)
        );
        var text = new StringBuilder();
        var id = Id(group);
        text.Append($"<details id=\"{id}\" data-risk=\"{level}\" data-where=\"{DiffHtml.Html(where)}\"{Open(group)}>");
        text.Append(
            $"<summary><span class=\"tag {level}\">{level}</span> {DiffHtml.Html(Phrases.Change(group))} "
                + $"<code>{DiffHtml.Html(Phrases.Object(group))}</code> <span "
                + $"class=\"quiet\">{DiffHtml.Html(Phrases.Where(diff, group))}</span> "
                + $"<a class=\"anchor\" href=\"#{id}\" aria-label=\"link to this change\">#</a></summary>\n<div class=\"inside\">\n<ul>\n"
        );
        foreach (var risk in group.Risks)
            text.Append($"<li>{DiffWords.Of(risk.Level)}, {DiffWords.Title(risk.Class)}: {DiffHtml.Html(risk.Reason)}</li>\n");
        text.Append("</ul>\n").Append(Fields(group)).Append(Places(group));
        return text.Append("</div></details>\n").ToString();
    }

    private static string Open(ChangeGroup group) => group.Level == RiskLevel.High ? " open" : "";

    private static string Fields(ChangeGroup group)
    {
        var lines = group
            .Fields.SelectMany(Phrases.Lines)
            .Concat(group.Body.Length == 0 ? [] : Phrases.Marked(group.Body, group.Kind == ChangeKind.Added ? "+ " : "- "))
            .ToList();
        return lines.Count == 0
            ? ""
            : $"<pre>{string.Concat(lines.Select(line => $"<span{Class(line)}>{DiffHtml.Html(line)}</span>"))}</pre>\n";
    }

    private static string Class(string line) =>
        line[..Math.Min(2, line.Length)] switch
        {
            "+ " => " class=\"plus\"",
            "- " => " class=\"minus\"",
            "# " or "! " => " class=\"head\"",
            _ => "",
        };

    // The line above names a few; here is every one.
    private static string Places(ChangeGroup group)
    {
        var paths = group.Where.Select(place => place.Path).Distinct(StringComparer.Ordinal);
        return $"<p class=\"quiet\">{DiffHtml.Html(string.Join(", ", paths))}</p>\n";
    }
}
