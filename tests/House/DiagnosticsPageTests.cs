using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>Every code has one meaning, and docs/diagnostics.md says it.</summary>
public sealed partial class DiagnosticsPageTests
{
    private static readonly string Catalogue = File.ReadAllText(Path.Join(Repository.Root, "generator", "Diagnostics", "Messages.cs"));

    [Fact]
    public void Every_code_is_documented_and_every_documented_code_exists()
    {
        var page = File.ReadAllLines(Path.Join(Repository.Root, "docs", "diagnostics.md")).Where(line => line.StartsWith("| GOG", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim()).ToList();
        Assert.Equal(Code().Matches(Catalogue).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_messages_share_a_code()
    {
        var methods = Catalogue.Split("public static Diagnostic ").Skip(1);
        var shared = methods.Select(method => Code().Matches(method).Select(match => match.Value).Distinct(StringComparer.Ordinal)).SelectMany(codes => codes).GroupBy(code => code, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
        Assert.Empty(shared);
    }

    [GeneratedRegex("GOG[0-9]{3}")]
    private static partial Regex Code();
}
