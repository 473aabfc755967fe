using System.Text;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Groups;

/// <summary>
/// Puts <c>&lt;environment&gt;</c> and <c>&lt;cluster&gt;</c> where a text has the names of its own place, so that changes that only differ
/// in them are one.
/// </summary>
public sealed class PlaceNames
{
    private readonly (string Name, string Placeholder)[] names;

    public PlaceNames(Place place)
    {
        var cluster = place.Cluster.Length > 0 ? place.Cluster : ClusterOf(place);
        // The longer one first: a cluster's name often has its environment's in it.
        names =
        [
            .. new[] { (cluster, "<cluster>"), (place.Environment, "<environment>") }
                .Where(pair => pair.Item1.Length > 0)
                .OrderByDescending(pair => pair.Item1.Length),
        ];
    }

    /// <summary>The names, as one text: equal where the placeholders mean the same.</summary>
    public string Key => string.Join('\n', names.Select(pair => pair.Name));

    public string Of(string text)
    {
        foreach (var (name, placeholder) in names)
            text = Replace(text, name, placeholder);
        return text;
    }

    public ObjectId Of(ObjectId id) => id with { Namespace = Of(id.Namespace), Name = Of(id.Name) };

    public ObjectId? Of(ObjectId? id) => id is { } known ? Of(known) : null;

    public FieldChange Of(FieldChange field) =>
        field with
        {
            Path = Of(field.Path),
            Old = field.Old is null ? null : Of(field.Old),
            New = field.New is null ? null : Of(field.New),
            Lines = [.. field.Lines.Select(Of)],
        };

    public Risk Of(Risk risk) => risk with { Reason = Of(risk.Reason) };

    // An Application is called after its app and its cluster.
    private static string ClusterOf(Place place) =>
        place.Object.GroupKind == "argoproj.io/Application"
        && place.App.Length > 0
        && place.Object.Name.StartsWith(place.App + "-", StringComparison.Ordinal)
            ? place.Object.Name[(place.App.Length + 1)..]
            : "";

    // 'dev' is neither in 'device' nor in 'devops', but in 'web-dev'.
    private static string Replace(string text, string name, string placeholder)
    {
        var result = new StringBuilder();
        var from = 0;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if (
                at < from
                || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
                || (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            )
                continue;
            result.Append(text, from, at - from).Append(placeholder);
            from = end;
        }

        return from == 0 ? text : result.Append(text, from, text.Length - from).ToString();
    }
}
