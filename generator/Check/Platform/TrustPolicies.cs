using System.Text.Json;
using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// The trust policies at hand: outputs of apps (iam/&lt;role&gt;-trust.json), JSON in ConfigMaps, and in the IAM roles that a controller
/// makes (ACK, Crossplane). Who may take a role on is the condition <c>…:sub</c> of <c>sts:AssumeRoleWithWebIdentity</c> (IAM roles for
/// service accounts).
/// </summary>
internal sealed class TrustPolicies(ClusterContents contents)
{
    private const string Suffix = "-trust.json";

    private const string Subject = ":sub";

    private const string Sts = "sts.amazonaws.com";

    private const string ChinaSts = "sts.amazonaws.com.cn";

    private readonly IReadOnlyDictionary<string, string> outputs = contents.Outputs;

    private readonly Lazy<IReadOnlyList<(string Names, IReadOnlyList<string> Subjects)>> all = new(() => [.. Read(contents)]);

    /// <summary>
    /// Of the policies that are called after the role; none where none is. The output of that very name counts alone, where there is one.
    /// </summary>
    public IReadOnlyList<string> Subjects(string role) =>
        outputs.GetValueOrDefault(role + Suffix) is { } own
            ? Conditions(own, Subject)
            : [.. all.Value.Where(policy => policy.Names.Contains(role, StringComparison.Ordinal)).SelectMany(policy => policy.Subjects)];

    /// <summary>Whether the role's own output lets in tokens that are for others than AWS; null where there is no such output.</summary>
    public bool? TakesAnyAudience(string role) =>
        outputs.GetValueOrDefault(role + Suffix) is { } own
            ? Conditions(own, ":aud") is not [_, ..] audiences || audiences.Any(audience => audience is not (Sts or ChinaSts))
            : null;

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
                    yield return ($"{manifest.Name} {manifest.Spec?.Text("name")} {entry.Key.Text}", Conditions(text, Subject));
        }
    }

    private static IReadOnlyList<string> Conditions(string json, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. Conditions(document.RootElement, key)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Conditions(JsonElement element, string key) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(one => one.Name.EndsWith(key, StringComparison.Ordinal) ? Texts(one.Value) : Conditions(one.Value, key)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Conditions(item, key)),
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
