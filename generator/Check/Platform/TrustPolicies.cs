using System.Text.Json;
using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// The trust policies at hand: JSON in ConfigMaps, and in the IAM roles that a controller makes (ACK, Crossplane). Who may take a role
/// on is the condition <c>…:sub</c> of <c>sts:AssumeRoleWithWebIdentity</c> (IAM roles for service accounts).
/// </summary>
internal sealed class TrustPolicies(ClusterContents contents)
{
    private readonly Lazy<IReadOnlyList<(string Names, IReadOnlyList<string> Subjects)>> all = new(() => [.. Read(contents)]);

    /// <summary>Of the policies that are called after the role; none where none is.</summary>
    public IReadOnlyList<string> Subjects(string role) =>
        [.. all.Value.Where(policy => policy.Names.Contains(role, StringComparison.Ordinal)).SelectMany(policy => policy.Subjects)];

    /// <param name="pattern">With * and ? where the condition is StringLike.</param>
    public static bool Matches(string pattern, string subject)
    {
        // The place in the pattern to go back to, and the place in the subject from which it is tried again.
        var (p, s, star, mark) = (0, 0, -1, 0);
        while (s < subject.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark) = (p++, s);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == subject[s]))
                (p, s) = (p + 1, s + 1);
            else if (star >= 0)
                (p, s) = (star + 1, ++mark);
            else
                return false;
        }

        return pattern[p..].All(c => c == '*');
    }

    private static IEnumerable<(string, IReadOnlyList<string>)> Read(ClusterContents contents)
    {
        foreach (var manifest in contents.Objects.Objects)
        {
            var isRole = manifest.Id.Group.StartsWith("iam.", StringComparison.Ordinal);
            if (!isRole && manifest.GroupKind != "ConfigMap")
                continue;
            foreach (var map in manifest.Document.Descendants())
            foreach (var entry in map.Entries)
                if (entry.Value is YamlScalar { Text: var text } && text.Contains("AssumeRoleWithWebIdentity", StringComparison.Ordinal))
                    yield return ($"{manifest.Name} {manifest.Spec?.Text("name")} {entry.Key.Text}", Conditions(text));
        }
    }

    private static IReadOnlyList<string> Conditions(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. Conditions(document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Conditions(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(one => one.Name.EndsWith(":sub", StringComparison.Ordinal) ? Texts(one.Value) : Conditions(one.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Conditions),
            _ => [],
        };

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            _ => [],
        };
}
