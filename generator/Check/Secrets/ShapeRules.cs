using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Secrets;

/// <summary>SEC-002 and SEC-003: secrets that are known by their form, wherever they stand.</summary>
internal static class ShapeRules
{
    private const string Why =
        "Whoever reads the repository has it, now and in its history: base64 hides nothing, and a later commit takes nothing back.";

    public static Rule<ClusterContents> Tokens { get; } =
        new(
            "SEC-002",
            "No object has a private key or a token of a known form, in whatever field.",
            (contents, findings) => Check(SecretWalk.Of(contents).Tokens, findings)
        )
        {
            Why = Why,
            Mend = "Revoke it where it was issued. Keep the new one in a store, and let an ExternalSecret or SealedSecret bring it.",
        };

    public static Rule<ClusterContents> Addresses { get; } =
        new(
            "SEC-003",
            "No address or connection string has its password in it.",
            (contents, findings) => Check(SecretWalk.Of(contents).Addresses, findings)
        )
        {
            Why = Why,
            Mend =
                "Change the password. Put the address into a Secret that a store fills, or read user and password from variables of "
                + "one.",
        };

    private static void Check(IEnumerable<Diagnostic> found, Findings findings)
    {
        foreach (var finding in found)
            findings.Fail(finding);
    }
}
