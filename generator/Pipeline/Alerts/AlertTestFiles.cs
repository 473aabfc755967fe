using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>
/// Reads the unit tests of an app's alerts: the files of its folder <c>alert-tests</c>, as <c>promtool test rules</c> takes them, but that
/// <c>rule_files</c> names files of the app with PrometheusRules in them, relative to the test.
/// </summary>
public static class AlertTestFiles
{
    // Larger files are none that a person wrote.
    private const long Largest = 4 << 20;

    /// <summary>No files where the app has no tests.</summary>
    public static AlertTestSuite Read(IFleetFiles files, string app, DiagnosticBag diagnostics)
    {
        var head = new AppFolder(app).Head;
        var named = new List<AlertTestFile>();
        if (!files.DirectoryExists(head.AlertTests))
            return new AlertTestSuite(app, [], []);
        foreach (var name in files.Names(head.AlertTests).Where(IsYaml).Select(name => $"{head.AlertTests}/{name}").Where(files.FileExists))
            if (files.KindOf(name) == EntryKind.Regular && files.Length(name) > Largest)
                diagnostics.Add(Messages.FileTooLarge(Position.Start(name), files.Length(name), Largest));
            else if (Text(files, name) is { } text && YamlReader.ReadMap(name, text, diagnostics) is { } content)
                named.Add(new AlertTestFile(name, content, [.. RuleFiles(files, head, name, content, diagnostics)]));
        var all = files
            .Walk(head.Directory, head.Releases)
            .Where(path => IsYaml(path) && !path.StartsWith($"{head.AlertTests}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return new AlertTestSuite(app, [.. named], [.. all.SelectMany(path => Rules(files, path))]);
    }

    private static IEnumerable<Manifest> RuleFiles(
        IFleetFiles files,
        SourceFolder head,
        string test,
        YamlMap content,
        DiagnosticBag diagnostics
    )
    {
        foreach (var named in content.Texts("rule_files"))
            if (Resolve(head, named.Text) is not { } path)
                diagnostics.Add(Messages.PathOutside(named.At, named.Text, $"{head.Directory}/"));
            else if (!files.FileExists(path) || Rules(files, path) is not { Count: > 0 } rules)
                diagnostics.Add(Messages.AlertTestFailed(named.At, $"'{path}' holds no PrometheusRule"));
            else
                foreach (var rule in rules)
                    yield return rule;
    }

    // Relative to the folder of the tests, and inside the app, since it is frozen as one folder.
    private static string? Resolve(SourceFolder head, string written)
    {
        var parts = new List<string>(head.AlertTests.Split('/'));
        foreach (var part in written.Split('/'))
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "..") && part.Length > 0)
                parts.Add(part);
        var path = string.Join('/', parts);
        return path.StartsWith($"{head.Directory}/", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
            ? path
            : null;
    }

    // What is no YAML, and so a template or broken, is told by who renders it.
    private static List<Manifest> Rules(IFleetFiles files, string path) =>
        Text(files, path) is { } text
        && text.Contains("PrometheusRule", StringComparison.Ordinal)
        && Manifests.Read(path, text, new DiagnosticBag()) is { } manifests
            ? [.. manifests.Objects.Where(one => one.GroupKind == "monitoring.coreos.com/PrometheusRule")]
            : [];

    private static string? Text(IFleetFiles files, string path) =>
        files.KindOf(path) == EntryKind.Regular && files.Length(path) <= Largest
            ? Encoding.UTF8.GetString(files.ReadBytes(path)).TrimStart('\ufeff')
            : null;

    private static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal);
}
