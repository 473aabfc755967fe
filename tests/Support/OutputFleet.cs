using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>The small fleet, in which web puts out a trust policy for each environment.</summary>
public static class OutputFleet
{
    public const string Dev = "environments/dev/iam/web-trust.json";

    public const string Prod = "environments/prod/iam/web-trust.json";

    public const string ProdRecord = "environments/prod/iam/owned.json";

    public const string Template = "apps/web/templates/trust.json";

    public const string Entry = "{file: templates/trust.json, to: iam/web-trust.json}";

    public static TemporaryFolder Create()
    {
        var folder = SmallFleet.Create();
        Describe(folder);
        return folder;
    }

    /// <summary>Gives web its outputs.</summary>
    public static void Describe(TemporaryFolder folder, string entries = Entry)
    {
        folder.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base}",
                $"outputs: [{entries}]",
                "parameters: {account: {type: string, default: \"1\"}}"
            )
        );
        folder.Write(
            Template,
            """
            {
              "Statement": [
                {{ for cluster in clusters }}
                {"Effect": "Allow", "Principal": "{{ cluster.parameters.account }}", "Subject": "{{ app.namespace }}:web"},
                {{ end }}
              ]
            }

            """
        );
    }

    /// <summary>Another account for web in an environment, which its overlay does not read.</summary>
    public static void SetAccount(TemporaryFolder folder, string environment, string account)
    {
        var path = $"environments/{environment}/environment.yaml";
        Assert.Contains("web: {}", folder.Read(path), StringComparison.Ordinal);
        folder.Write(
            path,
            folder.Read(path).Replace("web: {}", $"web: {{parameters: {{account: \"{account}\"}}}}", StringComparison.Ordinal)
        );
    }
}
