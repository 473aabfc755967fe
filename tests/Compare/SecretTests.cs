using System.Text;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Values of Secrets come out of no writer, whatever happens to them.</summary>
public sealed class SecretTests
{
    private const string Planted = "pLanTed0ne";
    private const string Other = "an0therSecreT";

    private static string Encoded(string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value));

    private static string Secret(string value, string name = "login", string space = "demo") =>
        $"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: {name}
              namespace: {space}
              annotations:
                kubectl.kubernetes.io/last-applied-configuration: '{value}'
                note: seen
            type: Opaque
            data:
              password: {Encoded(value)}
            stringData:
              plain: {value}
              long: |
                {value}
                more
            surprise: [{value}]

            """.ReplaceLineEndings("\n");

    private static string Indented(string text, string by) => string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"{by}{line}\n"));

    private static string List(string value, string kind = "List") =>
        $"apiVersion: v1\nkind: {kind}\nitems:\n-\n{Indented(kind == "List" ? Secret(value) : Secret(value).Replace("apiVersion: v1\nkind: Secret\n", "", StringComparison.Ordinal), "  ")}";

    private static string Nested(string value) =>
        $"apiVersion: example.io/v1\nkind: Policy\nmetadata: {{name: p}}\nspec:\n  generate:\n{Indented(Secret(value), "    ")}";

    // Of any kind: kubectl remembers the whole object in it.
    private static string Remembered(string value) =>
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, annotations: "
        + $"{{kubectl.kubernetes.io/last-applied-configuration: {value}}}}}\ndata: {{a: {value.Length}}}\n";

    public static TheoryData<string, string, string> Cases =>
        new()
        {
            { "changed", Secret(Planted), Secret(Other) },
            { "added", "", Secret(Planted) },
            { "removed", Secret(Planted), "" },
            { "moved", Secret(Planted, space: "a"), Secret(Other, space: "b") },
            { "renamed", Secret(Planted), Secret(Other, "logins") },
            { "in a list", List(Planted), List(Other) },
            { "in a list that comes", "", List(Planted) },
            { "in a typed list", List(Planted, "SecretList"), List(Other, "SecretList") },
            { "in another object", Nested(Planted), Nested(Other) },
            { "in another object that comes", "", Nested(Planted) },
            { "remembered", Remembered(Planted), Remembered(Other) },
            { "remembered and gone", Remembered(Planted), "" },
            { "not YAML", Secret(Planted), $"a: [{Planted}\n{Secret(Planted)}" },
            {
                "no Secret any more",
                Secret(Planted),
                Secret(Planted)
                    .Replace("kind: Secret", "kind: SealedSecret", StringComparison.Ordinal)
                    .Replace(Planted, "x", StringComparison.Ordinal)
                    .Replace(Encoded(Planted), "y", StringComparison.Ordinal)
            },
            {
                "a map is no map",
                Secret(Planted),
                Secret(Planted).Replace("stringData:\n  plain:", "stringData: [{a: x}]\nother:\n  plain:", StringComparison.Ordinal)
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_writer_shows_a_value(string name, string old, string @new)
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", old);
        fleet.Commit();
        fleet.Write("dev/web", @new);
        foreach (var form in new[] { "text", "json", "markdown", "html" })
        {
            var answer = await fleet.DiffAsync("--output", form);
            Assert.True(answer.Exit == 3, $"{name}: {answer}");
            foreach (var secret in new[] { Planted, Other, Encoded(Planted), Encoded(Other) })
                Assert.DoesNotContain(secret, answer.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_keys_are_told_and_what_is_no_secret_too()
    {
        var group = Assert.Single(
            Differences.Of(Secret(Planted), Secret(Other).Replace("note: seen", "note: again", StringComparison.Ordinal))
        );
        Assert.Equal(
            [
                "metadata.annotations[\"kubectl.kubernetes.io/last-applied-configuration\"] hidden",
                "metadata.annotations.note again",
                "data.password hidden",
                "stringData.plain hidden",
                "stringData.long hidden",
                "surprise hidden",
            ],
            group.Fields.Select(field => $"{field.Path} {(field.IsHidden ? "hidden" : field.New)}")
        );
    }
}
