using System.Text.Json;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The app external-secrets with each vault and identity that it knows, rendered and judged.</summary>
public sealed class SecretStoreTests
{
    private const string Role = "eks.amazonaws.com/role-arn";
    private const string Client = "azure.workload.identity/client-id";
    private const string Tenant = "azure.workload.identity/tenant-id";
    private const string Issuer = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDE1";
    private const string Id = "00000000-0000-0000-0000-00000000000";
    private const string Vault = "https://contoso.vault.azure.net";
    private const string Azure = $"{{parameters: {{azure: {{vaultUrl: \"{Vault}\", tenantId: {Id}1, clientId: {Id}2}}}}}}";
    private const string Aws = $"{{parameters: {{aws: {{region: eu-west-1, account: \"111122223333\", issuer: {Issuer}}}}}}}";

    [Fact]
    public async Task Azure_Key_Vault_is_read_by_workload_identity()
    {
        using var fleet = Fleet("cloud, key-vault", Azure);
        var vault = Provider(await fleet.RenderAsync(), "azurekv");
        Assert.Equal(("WorkloadIdentity", Vault, $"{Id}1"), (vault.Text("authType"), vault.Text("vaultUrl"), vault.Text("tenantId")));
        Assert.Equal(Account, Said(vault.Map("serviceAccountRef")));
        // The store has its token for the ServiceAccount, which says whose it is.
        var annotations = Annotations(fleet)!;
        Assert.Equal(($"{Id}2", $"{Id}1"), (annotations.Text(Client), annotations.Text(Tenant)));
        Assert.Null(annotations.Text(Role));
        Assert.False(fleet.Exists("environments/one/iam"));
        await JudgedAsync(fleet);
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("aws-us-gov")]
    public async Task AWS_Secrets_Manager_is_read_by_the_role_of_the_ServiceAccount(string partition)
    {
        using var fleet = Fleet("cloud, irsa", Aws.Replace("{aws: {", $"{{aws: {{partition: {partition}, ", StringComparison.Ordinal));
        var vault = Provider(await fleet.RenderAsync(), "aws");
        Assert.Equal(("SecretsManager", "eu-west-1"), (vault.Text("service"), vault.Text("region")));
        Assert.Equal(Account, Said(vault.Map("auth")!.Map("jwt")!.Map("serviceAccountRef")));
        Assert.Equal($"arn:{partition}:iam::111122223333:role/external-secrets", Annotations(fleet)!.Text(Role));
        var statement = Statement(fleet, "trust");
        Assert.Equal(
            $"arn:{partition}:iam::111122223333:oidc-provider/{Issuer}",
            statement.GetProperty("Principal").GetProperty("Federated").GetString()
        );
        Assert.Equal(
            "system:serviceaccount:external-secrets:external-secrets",
            statement.GetProperty("Condition").GetProperty("StringEquals").GetProperty($"{Issuer}:sub").GetString()
        );
        Bounded(fleet, partition);
        await JudgedAsync(fleet);
    }

    [Fact]
    public async Task Or_by_a_Pod_Identity_association_which_an_annotation_would_win_over()
    {
        using var fleet = Fleet("cloud, pod-identity", Aws);
        var vault = Provider(await fleet.RenderAsync(), "aws");
        Assert.Equal(["region", "service"], vault.Entries.Select(entry => entry.Key.Text));
        Assert.Null(Annotations(fleet));
        var statement = Statement(fleet, "trust");
        Assert.Equal("pods.eks.amazonaws.com", statement.GetProperty("Principal").GetProperty("Service").GetString());
        Assert.Equal("[\"sts:AssumeRole\",\"sts:TagSession\"]", Compact(statement.GetProperty("Action")));
        Bounded(fleet, "aws");
        await JudgedAsync(fleet);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("cloud")]
    public async Task Without_a_vault_there_is_the_fake_one_of_a_laptop_or_none(string features)
    {
        using var fleet = Fleet(features, "{}");
        var stores = (await fleet.RenderAsync()).OfKind("ClusterSecretStore").Count();
        Assert.Equal(features == "local" ? 1 : 0, stores);
        await JudgedAsync(fleet);
    }

    [Theory]
    [InlineData("cloud, key-vault", "{}", "GOG")]
    [InlineData("cloud, irsa", "{parameters: {aws: {region: eu-west-1, account: \"111122223333\"}}}", "GOG060")]
    [InlineData("cloud, irsa", "{parameters: {aws: {region: eu-west-1, account: 111}}}", "GOG")]
    [InlineData("key-vault", "{parameters: {azure: {vaultUrl: \"http://contoso.vault.azure.net\"}}}", "GOG")]
    [InlineData("irsa, pod-identity", Aws, "GOG273")]
    [InlineData("irsa, key-vault", Aws, "GOG273")]
    [InlineData("pod-identity, key-vault", Aws, "GOG273")]
    [InlineData("local, key-vault", Azure, "GOG273")]
    public async Task What_is_not_said_or_cannot_be_together_is_refused(string features, string entry, string code)
    {
        using var fleet = Fleet(features, entry);
        Assert.Contains($"error {code}", await fleet.RefusalAsync(), StringComparison.Ordinal);
    }

    private static readonly (string?, string?) Account = ("external-secrets", "external-secrets");

    private static OneAppFleet Fleet(string features, string entry) =>
        new("external-secrets", "1.33.7", features, entry, ["prometheus-crds"]);

    private static YamlMap Provider(Manifests objects, string name)
    {
        var store = Assert.Single(objects.OfKind("ClusterSecretStore"));
        Assert.Equal(("platform", "external-secrets.io/v1"), (store.Name, store.Document.Text("apiVersion")));
        var entry = Assert.Single(store.Spec!.Map("provider")!.Entries);
        Assert.Equal(name, entry.Key.Text);
        return (YamlMap)entry.Value;
    }

    private static (string?, string?) Said(YamlMap? account) => (account?.Text("name"), account?.Text("namespace"));

    private static YamlMap? Annotations(OneAppFleet fleet)
    {
        const string Values = "environments/one/external-secrets/values.yaml";
        return YamlReader.ReadMap(Values, fleet.Read(Values), new DiagnosticBag())!.Map("serviceAccount")!.Map("annotations");
    }

    private static JsonElement Statement(OneAppFleet fleet, string document) =>
        Assert.Single(
            JsonDocument
                .Parse(fleet.Read($"environments/one/iam/external-secrets-{document}.json"))
                .RootElement.GetProperty("Statement")
                .EnumerateArray()
        );

    // It reads what is meant for clusters, and writes nothing.
    private static void Bounded(OneAppFleet fleet, string partition)
    {
        var policy = Statement(fleet, "policy");
        Assert.Equal("[\"secretsmanager:DescribeSecret\",\"secretsmanager:GetSecretValue\"]", Compact(policy.GetProperty("Action")));
        Assert.Equal($"arn:{partition}:secretsmanager:eu-west-1:111122223333:secret:*", policy.GetProperty("Resource").GetString());
        Assert.Equal(
            "platform",
            policy
                .GetProperty("Condition")
                .GetProperty("StringEquals")
                .GetProperty("secretsmanager:ResourceTag/external-secrets")
                .GetString()
        );
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private static async Task JudgedAsync(OneAppFleet fleet)
    {
        var judged = await fleet.RunAsync("validate", "--offline");
        Assert.True(judged.Exit == 0, judged.ToString());
    }
}
