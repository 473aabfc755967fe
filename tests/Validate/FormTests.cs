using System.Xml.Linq;
using GitOpsGen.Tests.Support;
using NJsonSchema;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>Each form of the answer, whole, for one fleet with an error, a note and a waiver.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("markdown")]
    public async Task The_same_findings_in_every_form(string form)
    {
        var text = await WriteAsync(form);
        if (form == "junit")
            Assert.Equal("testsuites", XDocument.Parse(text).Root!.Name.LocalName);
        await Snapshot.VerifyAsync(
            text,
            form is "json" or "sarif" ? "json"
                : form == "junit" ? "xml"
                : "txt"
        );
    }

    [Fact]
    public async Task SARIF_is_what_its_schema_asks_for()
    {
        var schema = await JsonSchema.FromFileAsync(TestTools.Tool(TestTools.Sarif), TestContext.Current.CancellationToken);
        var text = await WriteAsync("sarif");
        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"runs\"", "\"run\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(text.Replace("\"level\": \"error\"", "\"level\": \"grave\"", StringComparison.Ordinal)));
    }

    // Only rules of the fleet's own: what others there are is no matter of the form.
    private static async Task<string> WriteAsync(string form)
    {
        using var fleet = ValidateFleet.Create("waivers: [{rule: TEAM-001, reason: \"A demo <b>.\", environments: [dev]}]");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "TEAM", "--output", form);
        Assert.Equal(1, answer.Exit);
        return answer.Output;
    }
}
