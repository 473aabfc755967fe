using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GitOpsGen.Validate.Custom;

/// <summary>Reads a fleet's own rules.</summary>
/// <param name="taken">Whose the ids are that are given already.</param>
public sealed class CustomRuleReader(IFleetFiles files, IReadOnlyDictionary<string, string> taken, DiagnosticBag diagnostics)
{
    private const int LongestPath = 500;

    private readonly Dictionary<string, string> ids = new(taken, StringComparer.Ordinal);

    /// <param name="paths">Where each file is named, relative to the repository.</param>
    public RuleSet<ClusterContents> Read(IEnumerable<YamlScalar> paths) =>
        new("Your own", [.. paths.SelectMany(File).OrderBy(rule => rule.Id, StringComparer.Ordinal)]) { IsPerObject = true };

    private IEnumerable<Rule<ClusterContents>> File(YamlScalar path)
    {
        if (RepositoryPath.Resolve("", path.Text) is not { } resolved || !files.IsRegular(resolved))
        {
            diagnostics.Add(Messages.CustomRuleBroken(path.At, "file of rules", $"there is no file {path.Text} in the repository."));
            return [];
        }

        return
            files.ReadText(resolved, FileTree.DescriptionLimit, diagnostics) is { } text
            && YamlReader.ReadMap(resolved, text, diagnostics) is { } map
            && CustomRuleShape.Document.Check(map, "", diagnostics) is YamlMap document
            ?
            [
                .. (document.Map("spec")?.List("rules") ?? [])
                    .OfType<YamlMap>()
                    .Select(Rule)
                    .OfType<CustomRule>()
                    .Select(rule => rule.ToRule()),
            ]
            : [];
    }

    private CustomRule? Rule(YamlMap map)
    {
        if (map.Scalar("id") is not { } id || map.Text("summary") is not { } summary || map.Text("message") is not { } message)
            return null;
        if (!ids.TryAdd(id.Text, $"the rule at {id.At}"))
        {
            diagnostics.Add(Messages.CustomIdTaken(id.At, id.Text, ids[id.Text]));
            return null;
        }

        var match = map.Map("match");
        return new CustomRule(id.Text, summary, message)
        {
            Severity = Enum.Parse<Severity>(map.Text("severity") ?? "error", ignoreCase: true),
            Mend = map.Text("mend") ?? message,
            Kinds = [.. (match?.Texts("kinds") ?? []).Select(kind => kind.Text)],
            Namespaces = [.. (match?.Texts("namespaces") ?? []).Select(space => space.Text)],
            Labels = LabelSelector.Pairs(match?.Map("labels")).ToImmutableDictionary(StringComparer.Ordinal),
            Assertions = [.. map.List("assert").OfType<YamlMap>().Select(Assertion).OfType<Assertion>()],
        };
    }

    private Assertion? Assertion(YamlMap map)
    {
        if (map.Scalar("path") is not { } path || !IsPath(path))
            return null;
        return new Assertion(path)
        {
            Exists = map.Says("exists") ? map.Flag("exists") : null,
            In = [.. map.Texts("in").Select(value => value.Text)],
            NotIn = [.. map.Texts("notIn").Select(value => value.Text)],
            Matches = Pattern(map.Scalar("matches")),
            NotMatches = Pattern(map.Scalar("notMatches")),
            AtLeast = Number(map.Text("atLeast")),
            AtMost = Number(map.Text("atMost")),
        };
    }

    private bool IsPath(YamlScalar path)
    {
        var text = Custom.Assertion.Whole(path.Text);
        // Each `..` tries everything below everything that the one before found.
        if (text.Length > LongestPath || text.IndexOf("..", StringComparison.Ordinal) != text.LastIndexOf("..", StringComparison.Ordinal))
        {
            diagnostics.Add(
                Messages.CustomRuleBroken(path.At, $"path {path.Text}", $"it may have '..' once, and {LongestPath} characters at most.")
            );
            return false;
        }

        try
        {
            _ = Custom.Assertion.Select(new JObject(), path.Text);
            return true;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            diagnostics.Add(
                Messages.CustomRuleBroken(path.At, $"path {path.Text}", "it is no JSONPath, such as spec.containers[*].image.")
            );
            return false;
        }
    }

    // Linear, whatever stands there.
    private Regex? Pattern(YamlScalar? pattern)
    {
        try
        {
            return pattern is null
                ? null
                : new Regex($"^(?:{pattern.Text})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            diagnostics.Add(
                Messages.CustomRuleBroken(
                    pattern!.At,
                    $"pattern {pattern.Text}",
                    "it is no regular expression, or one with a look around or a back reference."
                )
            );
            return null;
        }
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
