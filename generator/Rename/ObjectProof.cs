using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Rename;

/// <summary>
/// Proves that clusters get what they got: manifests, values and all that engines read are the same bytes; of Argo CD's documents only
/// paths and the labels with the name differ.
/// </summary>
public sealed class ObjectProof(Renaming renaming)
{
    private static readonly string[] NameLabels = ["gitopsgen.io/app", "gitopsgen.io/environment"];

    /// <param name="path">Of a generated file, as it is afterwards.</param>
    /// <returns>Whether what it says of objects is another.</returns>
    public bool IsChanged(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        !before.SequenceEqual(after) && IsChanged(path, Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(after));

    private bool IsChanged(string path, string before, string after) =>
        FleetLayout.Read(path) switch
        {
            // Told by itself, for a person has to apply it.
            RootFile or OwnedRecord or OutputRecord or SharedRecord => false,
            ApplicationFile => !IsSame(path, before, after),
            OverlayFile file when file.Overlay.Migration is var texts && path.StartsWith($"{texts}/", StringComparison.Ordinal) => false,
            OverlayFile when path.EndsWith($"/{OverlayFolder.KustomizationFile}", StringComparison.Ordinal) => renaming.Text(before)
                != after,
            _ => true,
        };

    private bool IsSame(string path, string before, string after) =>
        YamlReader.ReadAll(path, before, new DiagnosticBag()) is { } old
        && YamlReader.ReadAll(path, after, new DiagnosticBag()) is { } now
        && old.Count == now.Count
        && old.Zip(now).All(one => IsSame("", one.First, one.Second));

    private bool IsSame(string key, YamlNode before, YamlNode after) =>
        (before, after) switch
        {
            (YamlMap one, YamlMap other) => one.Entries.Count == other.Entries.Count
                && one.Entries.Zip(other.Entries)
                    .All(entry =>
                        entry.First.Key.Text == entry.Second.Key.Text && IsSame(entry.First.Key.Text, entry.First.Value, entry.Second.Value)
                    ),
            (YamlList one, YamlList other) => one.Items.Count == other.Items.Count
                && one.Items.Zip(other.Items).All(item => IsSame(key, item.First, item.Second)),
            (YamlScalar one, YamlScalar other) => one.Text == other.Text
                || renaming.Text(one.Text) == other.Text
                || (NameLabels.Contains(key) && one.Text == renaming.Old && other.Text == renaming.New),
            _ => false,
        };
}
