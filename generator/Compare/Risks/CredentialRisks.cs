using System.Text.RegularExpressions;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// Secrets where many may read them: a Secret whose values are in git, and values that look like credentials where nothing hides them. A
/// reason never quotes one.
/// </summary>
public static partial class CredentialRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.New is not { } @new)
            return [];
        if (@new.IsKind("Secret"))
            return Secret(change, @new);
        return StandingRisks.New(change, @new.IsKind("ConfigMap") ? Settings : Fields);
    }

    // What a chart makes in the cluster, where Argo CD inflates it, is in no commit.
    private static IEnumerable<Risk> Secret(ObjectChange change, Manifest secret)
    {
        if (ComparedFile.Of(change.Place.Path) is not { Kind: ComparedKind.Manifests })
            yield break;
        var values = Values(secret).ToList();
        var known = change.Old is null ? [] : Values(change.Old).ToHashSet();
        var added = values.Where(value => !known.Contains(value)).Select(value => value.Key).Distinct(StringComparer.Ordinal).ToList();
        if (added.Count > 0)
            yield return High($"its values ({string.Join(", ", added)}) are in git, for everybody to read who reads the repository");
    }

    private static IEnumerable<(string Key, string Value)> Values(Manifest secret) =>
        new[] { "data", "stringData" }
            .SelectMany(part => secret.Document.Map(part)?.Entries ?? [])
            .Select(entry => (entry.Key.Text, (entry.Value as YamlScalar)?.Text ?? ""))
            .Where(entry => entry.Item2.Length > 0);

    private static IEnumerable<Risk> Settings(Manifest map) =>
        from entry in map.Document.Map("data")?.Entries ?? []
        let text = (entry.Value as YamlScalar)?.Text ?? ""
        where IsCredential(entry.Key.Text, text) || text.Split('\n').Any(IsCredentialLine)
        select High($"data.{entry.Key.Text} looks like a credential, and a ConfigMap hides nothing");

    private static IEnumerable<Risk> Fields(Manifest manifest) =>
        from field in FieldWalk.Of(manifest)
        where IsLiteral(field)
        select High($"{field.Path.Text} looks like a credential, readable for everybody who reads the object or the repository");

    private static bool IsLiteral(Field field) =>
        field.Value switch
        {
            YamlScalar { Text: var text } when field.Key == "value" && field.Owner.Text("name") is { } name => IsCredential(name, text),
            YamlScalar { Text: var text } => KnownForm().IsMatch(text) || IsCredential(field.Key, text) && !field.Path.IsIn("metadata"),
            YamlList list when field.Key is "args" or "command" => list
                .Items.OfType<YamlScalar>()
                .Any(item =>
                    Argument().Match(item.Text) is { Success: true } said && IsCredential(said.Groups[1].Value, said.Groups[2].Value)
                    || KnownForm().IsMatch(item.Text)
                ),
            _ => false,
        };

    private static bool IsCredentialLine(string line) =>
        KnownForm().IsMatch(line)
        || (Setting().Match(line) is { Success: true } said && IsCredential(said.Groups[1].Value, said.Groups[2].Value));

    private static bool IsCredential(string name, string value) =>
        Name().IsMatch(name) && !Elsewhere().IsMatch(name) && Value().IsMatch(value);

    [GeneratedRegex(
        "passw(or)?d|passphrase|secret|token|api-?_?key|access-?_?key|private-?_?key|credential|connection-?_?string|client-?_?key$",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Name();

    // Where it is, how long it lives, who may have it: not what it is.
    [GeneratedRegex(
        "(name|file|path|dir|ref|url|uri|key|id|length|size|ttl|expir[a-z]*|lifetime|second|period|interval|enabled|type|policy|mode|kind"
            + "|namespace|audience|review|mount|store|provider|version|class|limit|count|operator|projection|source|selector)s?$"
            + "|automount|^(no|use|has|is|enable|disable|allow|create|existing)[-_A-Z]",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Elsewhere();

    // Neither a reference, nor a place, a switch or a number, nor something to fill in.
    [GeneratedRegex(
        "^(?![$/<{%(])(?!(true|false|yes|no|none|null|changeme|replace-?me|redacted|x+|\\*+)$)" + "(?![0-9.]+[a-z]?$)\\S{6,}$",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Value();

    [GeneratedRegex("^--?([A-Za-z][\\w.-]*)[= ](.+)$", RegexOptions.None, 1000)]
    private static partial Regex Argument();

    [GeneratedRegex("^[\\s\"'-]*([A-Za-z][\\w.-]*)[\"']?\\s*[:=]\\s*[\"']?([^\"'\\s,]+)", RegexOptions.None, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(
        "-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{36}|\\bxox[abpr]-[A-Za-z0-9-]{10,}|"
            + "AccountKey=[A-Za-z0-9+/]{20,}|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.|://[^/\\s:@$<{]+:[^/\\s:@$<{]{3,}@",
        RegexOptions.None,
        1000
    )]
    private static partial Regex KnownForm();

    private static Risk High(string reason) => new(RiskClass.Credentials, RiskLevel.High, reason);
}
