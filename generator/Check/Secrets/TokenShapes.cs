using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace GitOpsGen.Check.Secrets;

/// <summary>
/// Private keys, and the tokens whose issuers have given them a form of their own (the issuers' documentation of their tokens' prefixes,
/// as of 2026).
/// </summary>
internal static class TokenShapes
{
    private const string PrivateKey = "a private key";

    // No token is shorter.
    private const int Shortest = 16;

    private static readonly ImmutableArray<SecretShape> All =
    [
        new(
            PrivateKey,
            "PRIVATE KEY",
            @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\+[nr]|[A-Za-z-]+: [^\n]*\n)*[A-Za-z0-9+/=]{8,}"
        ),
        new(PrivateKey, "PuTTY-User-Key-File-", @"PuTTY-User-Key-File-[0-9]: "),
        new(PrivateKey, "AGE-SECRET-KEY-1", @"\bAGE-SECRET-KEY-1[0-9A-Z]{20,}"),
        new("a GitHub token", "ghp_|gho_|ghu_|ghs_|ghr_", @"\bgh[pousr]_[A-Za-z0-9]{36,}\b"),
        new("a GitHub token", "github_pat_", @"\bgithub_pat_[A-Za-z0-9_]{22,}\b"),
        new("a GitLab token", "glpat-|gldt-|glrt-|glptt-", @"\bgl(?:pat|dt|rt|ptt)-[A-Za-z0-9_.-]{20,}"),
        new("an AWS access key", "AKIA", @"\bAKIA[A-Z0-9]{16}\b"),
        new("an AWS access key", "ASIA", @"\bASIA[A-Z0-9]{16}\b"),
        new("a Slack token", "xox", @"\bxox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}"),
        new("a Slack token", "xapp-", @"\bxapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-f0-9]{20,}"),
        new(
            "the address of a Slack webhook",
            "hooks.slack.com",
            @"hooks\.slack\.com/(?:services|workflows)/T[A-Z0-9]+/[A-Z0-9]+/[A-Za-z0-9/]{16,}"
        ),
        new(
            "the address of a Teams webhook",
            "webhook.office.com",
            @"webhook\.office\.com/webhookb2/[a-f0-9-]{36}@[a-f0-9-]{36}/IncomingWebhook/[a-f0-9]{32}"
        ),
        new("the address of a Discord webhook", "/api/webhooks/", @"discord(?:app)?\.com/api/webhooks/[0-9]{15,}/[A-Za-z0-9_-]{50,}"),
        new("an Azure storage key", "AccountKey=", @"AccountKey=[A-Za-z0-9+/]{40,}={0,2}"),
        new("an Azure shared access key", "SharedAccessKey=", @"SharedAccessKey=[A-Za-z0-9+/]{30,}={0,2}"),
        new("an Azure shared access signature", "sig=", @"[?&]sig=[A-Za-z0-9%+/_-]{20,}"),
        new("an Azure client secret", "7Q~|8Q~|9Q~", @"\b[A-Za-z0-9_~.-]{3}[789]Q~[A-Za-z0-9_~.-]{31,34}"),
        new("a Google API key", "AIza", @"\bAIza[0-9A-Za-z_-]{35}"),
        new("a Google client secret", "GOCSPX-", @"\bGOCSPX-[A-Za-z0-9_-]{24,}"),
        new("a Google access token", "ya29.", @"\bya29\.[A-Za-z0-9_-]{20,}"),
        new("a JSON web token", "eyJ", @"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{10,}"),
        new("an npm token", "npm_", @"\bnpm_[A-Za-z0-9]{36}\b"),
        new("a PyPI token", "pypi-", @"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{20,}"),
        new("a NuGet key", "oy2", @"\boy2[a-z0-9]{43}\b"),
        new("a Docker Hub token", "dckr_", @"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}"),
        new("a Stripe key", "_live_", @"\b[srp]k_live_[A-Za-z0-9]{16,}"),
        new("a Stripe key", "sk_test_|rk_test_", @"\b[sr]k_test_[A-Za-z0-9]{16,}"),
        new("a Stripe webhook secret", "whsec_", @"\bwhsec_[A-Za-z0-9+/]{24,}"),
        new("a SendGrid key", "SG.", @"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
        new("a Vault token", "hvs.|hvb.|hvr.", @"\bhv[sbr]\.[A-Za-z0-9_-]{24,}"),
        new("a Terraform Cloud token", ".atlasv1.", @"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}"),
        new("a DigitalOcean token", "dop_v1_|doo_v1_", @"\bdo[op]_v1_[a-f0-9]{64}\b"),
        new("a Doppler token", "dp.pt.|dp.st.", @"\bdp\.(?:pt|st)\.[A-Za-z0-9._-]{40,}"),
        new("a Databricks token", "dapi", @"\bdapi[0-9a-f]{32}\b"),
        new("a Grafana token", "glsa_|glc_", @"\b(?:glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|glc_[A-Za-z0-9+/]{32,})"),
        new("a New Relic key", "NRAK-", @"\bNRAK-[A-Z0-9]{27}\b"),
        new("an Atlassian token", "ATATT3", @"\bATATT3[A-Za-z0-9_=-]{40,}"),
        new("a Shopify token", "shpat_|shpss_", @"\bshp(?:at|ss)_[a-fA-F0-9]{32}\b"),
        new("a Hugging Face token", "hf_", @"\bhf_[A-Za-z0-9]{34,}\b"),
        new("an Anthropic key", "sk-ant-", @"\bsk-ant-[A-Za-z0-9_-]{20,}"),
        new("an OpenAI key", "sk-proj-|sk-svcacct-|sk-admin-", @"\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,}"),
        new("an OpenAI key", "T3BlbkFJ", @"\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}"),
        new("a Telegram token", ":AA", @"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"),
        new("a bearer token", "earer ", @"\b[Bb]earer [A-Za-z0-9_~+/-][A-Za-z0-9._~+/-]{19,}=*"),
    ];

    // All at once would take eight times as long: what is looked for at once must begin alike, or almost any text may be one of them.
    private const int AtOnce = 16;

    private static readonly ImmutableArray<SearchValues<string>> Anchors =
    [
        .. All.SelectMany(shape => shape.Anchors)
            .Append(Encoded)
            .Order(StringComparer.Ordinal)
            .Chunk(AtOnce)
            .Select(anchors => SearchValues.Create(anchors, StringComparison.Ordinal)),
    ];

    // What every PEM block begins with, in base64.
    private const string Encoded = "LS0tLS1CRUdJTi";

    private static readonly SecretShape EncodedKey = new(PrivateKey, Encoded, Encoded + "[A-Za-z0-9+/]{20,}");

    /// <summary>The first of each kind.</summary>
    public static IReadOnlyList<SecretMatch> In(string text)
    {
        if (text.Length < Shortest || !MayBeIn(text))
            return [];
        var found = new List<SecretMatch>();
        foreach (var shape in All.Where(shape => shape.MayBeIn(text)))
        foreach (var match in shape.Pattern.EnumerateMatches(text))
            if (!IsExample(text.AsSpan(match.Index, match.Length)))
            {
                found.Add(new SecretMatch(shape.What, match.Index));
                break;
            }

        foreach (var match in EncodedKey.Pattern.EnumerateMatches(text))
            if (IsEncodedKey(text.AsSpan(match.Index, match.Length)))
                found.Add(new SecretMatch(PrivateKey, match.Index));
        return [.. found.DistinctBy(match => match.What)];
    }

    private static bool MayBeIn(ReadOnlySpan<char> text)
    {
        foreach (var anchors in Anchors)
            if (text.ContainsAny(anchors))
                return true;
        return false;
    }

    // AWS's documentation writes EXAMPLE into its keys, everybody else crosses them out.
    private static bool IsExample(ReadOnlySpan<char> text) =>
        text.Contains("EXAMPLE", StringComparison.OrdinalIgnoreCase)
        || text.Contains("xxxx", StringComparison.OrdinalIgnoreCase)
        || text.Contains("****", StringComparison.Ordinal)
        || (text.IndexOf("PRIVATE KEY", StringComparison.Ordinal) < 0 && Kinds(text[(text.Length / 2)..]) <= 2);

    private static int Kinds(ReadOnlySpan<char> text)
    {
        var seen = new HashSet<char>();
        foreach (var letter in text)
            seen.Add(letter);
        return seen.Count;
    }

    private static bool IsEncodedKey(ReadOnlySpan<char> text)
    {
        var head = text[..(Math.Min(text.Length, 60) & ~3)];
        var bytes = new byte[48];
        return Convert.TryFromBase64Chars(head, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length).Contains("PRIVATE KEY", StringComparison.Ordinal);
    }
}
