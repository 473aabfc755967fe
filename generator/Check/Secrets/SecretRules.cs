using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Secrets;

/// <summary>The rules of credentials in plain text.</summary>
public static class SecretRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new("Secrets", [SecretObjectRules.Values, ShapeRules.Tokens, ShapeRules.Addresses, CredentialRules.Named]) { IsPerObject = true };
}
