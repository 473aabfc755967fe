using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Secrets;

/// <summary>SEC-001: a Secret that is committed has no values.</summary>
internal static class SecretObjectRules
{
    public static Rule<ClusterContents> Values { get; } =
        new(
            "SEC-001",
            "No Secret is rendered with its values: they are empty, placeholders, references of a plugin, encrypted, or what anybody "
                + "may know "
                + "(certificates, addresses, names).",
            Check
        )
        {
            Why =
                "Base64 is no encryption: whoever reads the repository has the values, now and in its history. Values whose names do "
                + "not say what "
                + "they are, are a warning.",
            Mend =
                "Change what was committed. Let an ExternalSecret fetch it from a store, or commit a SealedSecret; a Secret that a "
                + "program fills is "
                + "rendered without values or not at all.",
            Severities = [Severity.Error, Severity.Warning],
        };

    // What a Secret has beside its credentials, in Secrets of Argo CD, of databases and of clouds.
    private static readonly string[] Plain =
    [
        "bucket",
        "ca.crt",
        "clientid",
        "database",
        "dbname",
        "email",
        "enablelfs",
        "enableoci",
        "endpoint",
        "githubappid",
        "githubappinstallationid",
        "host",
        "hostname",
        "insecure",
        "name",
        "namespace",
        "port",
        "project",
        "region",
        "server",
        "subscriptionid",
        "tenantid",
        "tls.crt",
        "type",
        "url",
        "user",
        "username",
    ];

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var secret in contents.Objects.Objects.Where(one => one.GroupKind == "Secret"))
        {
            var told = Entries(secret).Select(one => (one.Key, What: What(one.Key, one.Value))).Where(one => one.What is not null).ToList();
            if (told.Count == 0)
                continue;
            var keys = told.Select(one => $"{SecretTexts.Show(one.Key.Text)} ({one.What})");
            findings.Fail(
                told.Exists(one => one.What != Unknown)
                    ? Messages.SecretWritten(told[0].Key.At, SecretTexts.Show(secret), keys)
                    : Messages.SecretMaybeWritten(told[0].Key.At, SecretTexts.Show(secret), keys)
            );
        }
    }

    private const string Unknown = "a value";

    private static IEnumerable<(YamlScalar Key, string? Value)> Entries(Manifest secret)
    {
        foreach (var entry in secret.Document.Map("data")?.Entries ?? [])
            if (entry.Value is YamlScalar { IsNull: false } value)
                yield return (entry.Key, Data(value.Text));
        foreach (var entry in secret.Document.Map("stringData")?.Entries ?? [])
            if (entry.Value is YamlScalar { IsNull: false } value)
                yield return (entry.Key, value.Text);
    }

    // What is no base64 is a placeholder that a plugin fills in, or no Secret that a cluster takes.
    private static string? Data(string text) =>
        Placeholders.Is(text) ? ""
        : Convert.TryFromBase64String(text.Trim(), new byte[text.Length], out _) ? SecretTexts.Decoded(text.Trim())
        : text;

    /// <param name="value">Null for bytes that are no text.</param>
    private static string? What(YamlScalar key, string? value) =>
        value is null ? "bytes"
        : TokenShapes.In(value) is [var token, ..] ? token.What
        : AddressShapes.In(value) is { } address ? address.What
        : value.Contains('\n', StringComparison.Ordinal) || value.TrimStart() is ['{' or '[', ..] ? OfFile(value)
        : OfValue(key.Text, value);

    private static string? OfFile(string text) =>
        Assignments.In(text).Any(found => CredentialValues.IsSecret(found.Kind, found.Value, ValuePlace.Program)) || Logins.In(text).Any()
            ? "a file with a credential"
        : IsPublic(text) || text.TrimStart().Contains(' ', StringComparison.Ordinal) ? null
        : Unknown;

    private static string? OfValue(string key, string value)
    {
        if (Placeholders.Is(value) || IsPublic(value) || value.Trim() is "true" or "false")
            return null;
        if (CredentialNames.Of(key) != CredentialKind.None || key is "pass" or "pw" or "key")
            return "a credential";
        var name = key.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Plain.Contains(name, StringComparer.Ordinal) ? null : Unknown;
    }

    private static bool IsPublic(string text) =>
        text.Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal)
        || text.Contains("-----BEGIN PUBLIC KEY", StringComparison.Ordinal)
        || text.StartsWith("ssh-", StringComparison.Ordinal)
        || text.StartsWith("ecdsa-", StringComparison.Ordinal);
}
