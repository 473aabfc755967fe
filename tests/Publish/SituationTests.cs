using System.Reflection;
using System.Text;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>The table of situations in docs/publish.md is that of the tests which hold them.</summary>
public sealed class SituationTests
{
    private const string Begin = "<!-- situations -->\n";
    private const string End = "<!-- /situations -->";

    [Fact]
    public async Task The_table_in_the_documents_is_that_of_the_tests()
    {
        var path = Path.Join(Repository.Root, "docs", "publish.md");
        var text = await File.ReadAllTextAsync(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var now = text[..begin] + Table() + text[end..];
        if (Environment.GetEnvironmentVariable("GITOPSGEN_ACCEPT") == "1")
            await File.WriteAllTextAsync(path, now);
        else
            Assert.Equal(now, text);
        Assert.True(Held().Count() >= 60, $"only {Held().Count()} situations");
    }

    [Fact]
    public void What_holds_a_situation_is_a_test() =>
        Assert.All(Held(), held => Assert.NotNull(held.Test.GetCustomAttributes().FirstOrDefault(one => one is FactAttribute)));

    private static string Table()
    {
        var table = new StringBuilder("| publish finds | what happens | held by |\n|---|---|---|\n");
        foreach (var (test, situation) in Held())
            table.Append($"| {situation.When} | {situation.Then} | `{test.DeclaringType!.Name}.{test.Name}` |\n");
        return table.ToString();
    }

    private static IEnumerable<(MethodInfo Test, SituationAttribute Situation)> Held() =>
        typeof(SituationTests)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SituationTests).Namespace)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(type => type.GetMethods().OrderBy(method => method.MetadataToken))
            .SelectMany(method => method.GetCustomAttributes<SituationAttribute>().Select(situation => (method, situation)));
}
