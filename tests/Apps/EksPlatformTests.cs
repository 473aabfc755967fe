using System.Text.Json;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>What EKS needs beside the apps: the class that their volumes name, and who may take which role.</summary>
public sealed class EksPlatformTests
{
    private static readonly string Environment = Path.Join(Repository.Root, "environments", "eks-dev");

    [Fact]
    public void The_stack_asks_for_the_class_that_is_made()
    {
        var made = Assert.Single(Documents("eks-platform"), document => document.Text("kind") == "StorageClass");
        var values = File.ReadAllText(Path.Join(Repository.Root, "apps", "prometheus-stack", "values-eks.yaml"));
        var asked = values.Split('\n').Where(line => line.Contains("storageClassName:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, line => Assert.EndsWith($": {made.Map("metadata")!.Text("name")}", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_class_is_encrypted_waits_for_its_pod_and_is_the_default()
    {
        var made = Assert.Single(Documents("eks-platform"), document => document.Text("kind") == "StorageClass");
        Assert.Equal("WaitForFirstConsumer", made.Text("volumeBindingMode"));
        Assert.Equal("ebs.csi.aws.com", made.Text("provisioner"));
        Assert.Equal("true", made.Map("metadata")!.Map("annotations")!.Text("storageclass.kubernetes.io/is-default-class"));
        Assert.Equal("true", made.Map("parameters")!.Text("encrypted"));
        // A number or a truth value would be refused: they are texts, all of them.
        Assert.All(
            new[] { "encrypted", "iops", "throughput" },
            key => Assert.True(((YamlScalar)made.Map("parameters")![key]!).IsString, key)
        );
    }

    [Theory]
    [InlineData("eks-dev", "eks-platform")]
    [InlineData("eks-prod", "eks-platform/eks-prod-euw1-1")]
    [InlineData("eks-prod", "eks-platform/eks-prod-euw1-2")]
    public void CoreDNS_is_scraped_by_one_monitor(string environment, string overlay)
    {
        var values = File.ReadAllText(Path.Join(Repository.Root, "environments", environment, "prometheus-stack", "values.yaml"));
        Assert.Contains("coreDns:\n  enabled: false\n", values, StringComparison.Ordinal);
        Assert.Single(EksObjects.Of(environment, overlay), document => document.Text("kind") == "ServiceMonitor");
    }

    [Theory]
    [InlineData("external-secrets-trust")]
    [InlineData("ebs-csi-trust")]
    public void Each_cluster_of_production_has_its_issuer_in_the_trust(string name)
    {
        var path = Path.Join(Repository.Root, "environments", "eks-prod", "iam", $"{name}.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal(
            [.. new[] { "E2", "E3" }.Select(end => $"oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCD{end}")],
            document
                .RootElement.GetProperty("Statement")
                .EnumerateArray()
                .Select(one => one.GetProperty("Principal").GetProperty("Federated").GetString()!.Split("444455556666:oidc-provider/")[1])
        );
    }

    [Theory]
    [InlineData("prometheus-trust", "system:serviceaccount:monitoring:kube-prometheus-prometheus")]
    [InlineData("external-secrets-trust", "system:serviceaccount:external-secrets:external-secrets")]
    [InlineData("ebs-csi-trust", "system:serviceaccount:kube-system:ebs-csi-controller-sa")]
    public void A_trust_asks_who_it_is_and_for_whom_the_token_is(string name, string subject)
    {
        const string Issuer = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDE1";
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Join(Environment, "iam", $"{name}.json")));
        var statement = Assert.Single(document.RootElement.GetProperty("Statement").EnumerateArray());
        Assert.Equal("sts:AssumeRoleWithWebIdentity", statement.GetProperty("Action").GetString());
        Assert.Equal(
            $"arn:aws:iam::111122223333:oidc-provider/{Issuer}",
            statement.GetProperty("Principal").GetProperty("Federated").GetString()
        );
        var condition = Assert.Single(statement.GetProperty("Condition").EnumerateObject());
        Assert.Equal("StringEquals", condition.Name);
        Assert.Equal(subject, condition.Value.GetProperty($"{Issuer}:sub").GetString());
        Assert.Equal("sts.amazonaws.com", condition.Value.GetProperty($"{Issuer}:aud").GetString());
    }

    [Theory]
    [InlineData("prometheus-policy")]
    [InlineData("external-secrets-policy")]
    public void No_policy_allows_everything(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Join(Environment, "iam", $"{name}.json")));
        Assert.All(
            document.RootElement.GetProperty("Statement").EnumerateArray(),
            statement =>
            {
                Assert.DoesNotContain("*", statement.GetProperty("Action").GetRawText(), StringComparison.Ordinal);
                Assert.True(
                    statement.TryGetProperty("Condition", out _)
                        || !statement.GetProperty("Resource").GetRawText().Contains('*', StringComparison.Ordinal)
                );
            }
        );
    }

    private static List<YamlMap> Documents(string app) => EksObjects.Of("eks-dev", app);
}
