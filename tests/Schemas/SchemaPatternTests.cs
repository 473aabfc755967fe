using GitOpsGen.Schemas;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary>Patterns are Go's: what .NET reads otherwise is translated, or not judged.</summary>
public sealed class SchemaPatternTests
{
    [Theory]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("b", "abc", true)]
    [InlineData(@"^\d+$", "12", true)]
    [InlineData(@"^\d+$", "١٢", false)]
    [InlineData(@"^[\w.\-\_]+$", "a.b-c_d", true)]
    [InlineData(@"^[\w]+$", "é", false)]
    [InlineData(@"^\S+$", "a b", false)]
    [InlineData(@"^\PC*$", "plain", true)]
    [InlineData(@"^(?i)(abort|warn)?$", "WARN", true)]
    [InlineData(@"^[0-9A-Za-z_.\-*]+$", "a-*", true)]
    [InlineData(@"^[^[]+$", "a[b", false)]
    [InlineData(@"^(?P<name>a)$", "b", null)]
    [InlineData(@"^[[:alpha:]]$", "1", null)]
    [InlineData(@"^(?=a)$", "b", null)]
    [InlineData(@"(a{1000}){1000}", "b", null)]
    [InlineData(@"[", "b", null)]
    [InlineData("^.$", "😀", null)]
    public void A_pattern_matches_as_in_Go_or_is_not_judged(string pattern, string value, bool? expected) =>
        Assert.Equal(expected, new SchemaPattern(pattern).Matches(value));
}
