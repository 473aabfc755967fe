using GitOpsGen.Tests.Check.Schemas;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary>Schemas that the fleet file has on a server, which here is one of loopback.</summary>
public sealed class FetchedSchemaTests : IDisposable
{
    private const string Schema = """
        {"type": "object", "properties": {"spec": {"type": "object", "properties": {"size": {"type": "integer"}}}}}
        """;

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    private string place = "";

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task A_schema_is_fetched_once_and_kept()
    {
        await using var server = await OddServer.StartAsync(context => Answer(context, "/example.com/widget_v1.json", Schema));
        Name(server);
        var answer = await ValidateAsync(server);
        Assert.Contains("error SCH-001", answer.Output, StringComparison.Ordinal);
        Assert.Contains("'spec.sizes'", answer.Output, StringComparison.Ordinal);
        // What the server has not is counted, as what nobody has.
        Assert.Contains("note SCH-006", answer.Output, StringComparison.Ordinal);
        var asked = server.Calls.Count;
        Assert.Contains("GET /apps/deployment_v1.json", server.Calls);
        var again = await ValidateAsync(server);
        Assert.Equal(answer.Output, again.Output);
        Assert.Equal(asked, server.Calls.Count);
    }

    [Fact]
    public async Task A_definition_is_taken_as_well_and_the_next_place_asked_where_there_is_none()
    {
        await using var server = await OddServer.StartAsync(context => Answer(context, "/crds/widgets.yaml", SchemaCase.Definition));
        Name(server, $"{server.Url}/none/{{kind}}.json", $"{server.Url}/crds/{{kind}}s.yaml");
        Assert.Contains("error SCH-001", (await ValidateAsync(server)).Output, StringComparison.Ordinal);
        Assert.Contains("GET /none/widget.json", server.Calls);
    }

    [Fact]
    public async Task What_the_repository_has_is_asked_of_nobody()
    {
        fleet.Write("vendor/widgets.yaml", SchemaCase.Definition);
        await using var server = await OddServer.StartAsync(context => Answer(context, "", ""));
        Name(server, "vendor", $"{server.Url}/{{group}}/{{kind}}.json");
        Assert.Contains("error SCH-001", (await ValidateAsync(server)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /example.com/widget.json", server.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("schemas.example.com")]
    public async Task A_host_that_the_caller_did_not_allow_is_not_asked(string allowed)
    {
        await using var server = await OddServer.StartAsync(context => Answer(context, "", ""));
        Name(server);
        string[] option = allowed.Length == 0 ? [] : ["--schema-host", allowed];
        var answer = await Gitopsgen.RunInAsync(fleet, ["validate", "--rule", "SCH", .. option]);
        Assert.Equal(1, answer.Exit);
        Assert.Contains("error GOG337", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"`--schema-host {new Uri(server.Url).Authority}`", answer.Error, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task A_server_leads_to_no_host_that_is_not_allowed()
    {
        await using var inside = await OddServer.StartAsync(context => Answer(context, "", ""));
        await using var server = await OddServer.StartAsync(context =>
        {
            context.Response.Redirect($"{inside.Url}/secret");
            return Task.CompletedTask;
        });
        Name(server);
        Assert.Contains("error GOG338", (await ValidateAsync(server)).Error, StringComparison.Ordinal);
        Assert.Empty(inside.Calls);
        await ValidateAsync(server, "--schema-host", new Uri(inside.Url).Authority);
        Assert.NotEmpty(inside.Calls);
    }

    [Fact]
    public async Task Offline_nobody_is_asked_and_what_was_kept_counts()
    {
        await using var server = await OddServer.StartAsync(context => Answer(context, "/example.com/widget_v1.json", Schema));
        Name(server);
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "SCH", "--offline");
        Assert.Contains("note SCH-006", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SCH-001", answer.Output, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
        await ValidateAsync(server);
        var asked = server.Calls.Count;
        Assert.Contains("SCH-001", (await ValidateAsync(server, "--offline")).Output, StringComparison.Ordinal);
        Assert.Equal(asked, server.Calls.Count);
    }

    [Fact]
    public async Task No_answer_is_one_error_with_the_ways_out()
    {
        var server = await OddServer.StartAsync(context => Answer(context, "", ""));
        Name(server);
        await server.DisposeAsync();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "SCH", "--schema-host", new Uri(place).Authority);
        Assert.Equal(1, answer.Exit);
        Assert.Equal(2, answer.Error.Split("error GOG338").Length);
        Assert.Contains("gitopsgen schema import", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>", "GOG339")]
    [InlineData(200, "{}", "GOG339")]
    [InlineData(200, """{"properties": {"spec": {"$ref": "_definitions.json#/definitions/x"}}}""", "GOG339")]
    [InlineData(500, "", "GOG338")]
    [InlineData(403, "", "GOG338")]
    public async Task What_is_no_schema_is_no_pass(int status, string text, string code)
    {
        await using var server = await OddServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(text);
        });
        Name(server);
        var answer = await ValidateAsync(server);
        Assert.Equal(1, answer.Exit);
        Assert.Contains($"error {code}", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_server_decides_how_much_is_read()
    {
        await using var server = await OddServer.StartAsync(context => OddServer.FloodAsync(context, new byte[1 << 20], 64L << 20));
        Name(server);
        var answer = await ValidateAsync(server);
        Assert.Contains("more than 16 MiB", answer.Error, StringComparison.Ordinal);
    }

    private Task<Answer> ValidateAsync(OddServer server, params string[] more) =>
        Gitopsgen.RunInAsync(fleet, ["validate", "--rule", "SCH", "--schema-host", new Uri(server.Url).Authority, .. more]);

    private static async Task Answer(HttpContext context, string path, string text)
    {
        if (context.Request.Path == path)
            await context.Response.WriteAsync(text);
        else
            context.Response.StatusCode = 404;
    }

    private void Name(OddServer server, params string[] places)
    {
        place = server.Url;
        if (places.Length == 0)
            places = [$"{server.Url}/{{group}}/{{kind}}_{{version}}.json"];
        var listed = string.Join(", ", places.Select(one => $"'{one}'"));
        fleet.Write("gitopsgen.yaml", $"{SmallFleet.Fleet}  validate: {{schemas: [{listed}]}}\n");
        fleet.Write("apps/web/base/widget.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {sizes: 1}\n");
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, widget.yaml]\n");
    }
}
