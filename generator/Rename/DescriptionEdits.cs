using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;
using YamlDotNet.Core;

namespace GitOpsGen.Rename;

/// <summary>
/// Writes the new name into what people own, and beside it what keeps everything else as it was: the name that Argo CD knows, the one of
/// the chart's release, the former name. All else in the files stays, comments and line ends too.
/// </summary>
public sealed class DescriptionEdits(FileTree files, Renaming renaming, DiagnosticBag diagnostics)
{
    private const char Mark = '\ufeff';

    /// <summary>Texts by path, of the descriptions that change.</summary>
    public IReadOnlyDictionary<string, string> Of(Fleet fleet)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Described(fleet))
            if (files.IsRegular(path) && Edited(path, Encoding.UTF8.GetString(files.ReadBytes(path))) is { } text)
                texts[path] = text;
        return texts;
    }

    private IEnumerable<string> Described(Fleet fleet) =>
        renaming.Kind == RenamedKind.Environment
            ? fleet.Environments.Keys.Select(name => FleetLayout.Environment(name).Description)
            : fleet
                .Apps.Keys.Select(name => FleetLayout.App(name).Head.Description)
                .Concat(fleet.Environments.Keys.Select(name => FleetLayout.Environment(name).Description))
                .Append(FleetLayout.FleetFile);

    // A mark at the beginning is no part of what is read, and stays.
    private string? Edited(string path, string text)
    {
        var mark = text.StartsWith(Mark) ? $"{Mark}" : "";
        var read = text[mark.Length..];
        var named = Renamed(read, path);
        var written =
            path == Own
                ? named is null
                    ? null
                    : Kept(named)
                : named;
        if (written is null)
            diagnostics.Add(Messages.CannotRename(Position.Start(path), renaming.Old, renaming.New));
        return written is null || written == read ? null : mark + written;
    }

    private string Own =>
        renaming.Kind == RenamedKind.App
            ? FleetLayout.App(renaming.Old).Head.Description
            : FleetLayout.Environment(renaming.Old).Description;

    private string? Renamed(string text, string path)
    {
        try
        {
            var places = YamlSpan.Read(text) is YamlSpan.Map document ? Places(document, path).ToList() : [];
            return places.Count == 0 ? text : YamlSplice.Rename(text, places, renaming.New);
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private IEnumerable<YamlSpan.Scalar> Places(YamlSpan.Map document, string path)
    {
        var own = path == Own && (Value(document, "metadata") as YamlSpan.Map) is { } metadata ? Scalars(Value(metadata, "name")) : [];
        return Value(document, "spec") is YamlSpan.Map spec ? own.Concat(References(spec)).Where(IsOld) : own;
    }

    private IEnumerable<YamlSpan.Scalar> References(YamlSpan.Map spec) =>
        renaming.Kind == RenamedKind.Environment
            ? Scalars(Value(spec, "extends"))
            :
            [
                .. Scalars(Value(spec, "requires")),
                .. Scalars((Value(spec, "migration") as YamlSpan.Map)?["shared"]?.Value),
                .. Keys(Value(spec, "apps")),
                .. ((Value(spec, "clusters") as YamlSpan.List)?.Items ?? [])
                    .OfType<YamlSpan.Map>()
                    .SelectMany(cluster => Keys(Value(cluster, "apps"))),
            ];

    private bool IsOld(YamlSpan.Scalar scalar) => scalar.Text == renaming.Old;

    private static YamlSpan? Value(YamlSpan.Map map, string key) => map[key]?.Value;

    private static IEnumerable<YamlSpan.Scalar> Scalars(YamlSpan? node) =>
        node switch
        {
            YamlSpan.Scalar scalar => [scalar],
            YamlSpan.List list => list.Items.OfType<YamlSpan.Scalar>(),
            _ => [],
        };

    private static IEnumerable<YamlSpan.Scalar> Keys(YamlSpan? node) =>
        (node as YamlSpan.Map)?.Entries.Select(entry => entry.Key).OfType<YamlSpan.Scalar>() ?? [];

    private string? Kept(string text)
    {
        if (YamlReader.ReadMap("", text, new DiagnosticBag())?.Map("spec") is not { } spec)
            return null;
        // What is only there to be extended nobody knows by its name but those who extend it.
        if (spec.Flag("abstract"))
            return text;
        string? kept = text;
        if (spec.Map("argocd")?.Says("name") != true)
            kept = YamlSplice.Put(kept, ["spec", "argocd", "name"], renaming.Old);
        if (spec.Map("chart") is { } chart && !chart.Says("releaseName"))
            kept = kept is null ? null : YamlSplice.Put(kept, ["spec", "chart", "releaseName"], renaming.Old);
        return kept is null || spec.Texts("formerNames").Any(name => name.Text == renaming.Old)
            ? kept
            : YamlSplice.Append(kept, ["spec", "formerNames"], Y.Text(renaming.Old));
    }
}
