using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary>What an unquoted scalar becomes: as Helm's own reader of YAML has it, tried with <c>toJson</c>.</summary>
public sealed class GoScalarTests
{
    [Theory]
    [InlineData("y", ScalarKind.Boolean)]
    [InlineData("N", ScalarKind.Boolean)]
    [InlineData("off", ScalarKind.Boolean)]
    [InlineData("True", ScalarKind.Boolean)]
    [InlineData("tRue", ScalarKind.Text)]
    [InlineData("0o17", ScalarKind.Integer, 15)]
    [InlineData("017", ScalarKind.Integer, 15)]
    [InlineData("0x10", ScalarKind.Integer, 16)]
    [InlineData("1_000", ScalarKind.Integer, 1000)]
    [InlineData("1e3", ScalarKind.Integer, 1000)]
    [InlineData("1.0", ScalarKind.Integer, 1)]
    [InlineData("-3", ScalarKind.Integer, -3)]
    [InlineData("100000000000000000000", ScalarKind.Integer, 1e20)]
    [InlineData("1e30", ScalarKind.Fraction, 1e30)]
    [InlineData(".5", ScalarKind.Fraction, 0.5)]
    [InlineData(".inf", ScalarKind.Fraction, double.PositiveInfinity)]
    [InlineData("08", ScalarKind.Integer, 8)]
    [InlineData("1:30", ScalarKind.Text)]
    [InlineData("2030-01-01", ScalarKind.Text)]
    [InlineData("1.2.3", ScalarKind.Text)]
    [InlineData("=", ScalarKind.Text)]
    [InlineData("-", ScalarKind.Text)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("", ScalarKind.Null)]
    public void An_unquoted_scalar_is_read_as_YAML_1_1(string text, ScalarKind kind, double number = 0)
    {
        var at = Position.Start("a.yaml");
        Assert.Equal(new GoScalar(kind, number), GoScalar.Of(new YamlScalar(at, text, isString: false)));
        Assert.Equal(ScalarKind.Text, GoScalar.Of(new YamlScalar(at, text, isString: true)).Kind);
    }
}
