using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>What apps put out for people: one document for an environment, owned as everything generated is.</summary>
public sealed class OutputDocumentTests
{
    private const string Entry = "outputs: [{file: templates/trust.json, to: iam/web-trust.json}]";

    private const string Template = """
        {
          "account": {{ quote parameters.account }},
          "trusts": [
            {{ for cluster in clusters }}
            {"cluster": "{{ cluster.name }}", "at": "{{ cluster.server }}", "issuer": "{{ cluster.parameters.issuer }}"},
            {{ end }}
          ],
          "for": "{{ app.namespace }}/{{ environment.name }}/{{ environment.class }}"
        }

        """;

    private const string Parameters = "parameters: {account: {type: string, default: \"1\"}, issuer: {type: string, default: shared}}";

    private const string Prod = "environments/prod/iam/web-trust.json";

    private const string Record = "environments/prod/iam/owned.json";

    [Fact]
    public async Task One_document_names_all_clusters()
    {
        using var fleet = Create(Template);
        Own(fleet);
        Assert.Empty(fleet.Diagnose());
        await RenderAsync(fleet, "render");
        Assert.Equal(
            """
            {
              "account": "1",
              "trusts": [
                {
                  "cluster": "prod-1",
                  "at": "https://prod-1.example",
                  "issuer": "one"
                },
                {
                  "cluster": "prod-2",
                  "at": "https://prod-2.example",
                  "issuer": "shared"
                }
              ],
              "for": "demo/prod/prod"
            }

            """,
            fleet.Folder.Read(Prod)
        );
        Assert.Contains($"\"{Prod}\": \"", fleet.Folder.Read(Record), StringComparison.Ordinal);
        await RenderAsync(fleet, "render", "--check");
    }

    [Fact]
    public async Task A_hand_edit_and_a_stray_file_are_told_and_what_nobody_says_any_more_goes()
    {
        using var fleet = Create(Template);
        await RenderAsync(fleet, "render");
        fleet.Folder.Write("environments/prod/iam/other.json", "{}");
        var stray = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--check");
        Assert.Contains("environments/prod/iam/other.json", stray.ToString(), StringComparison.Ordinal);
        File.Delete(fleet.Folder.File("environments/prod/iam/other.json"));
        fleet.Folder.Write(Prod, "{}\n");
        var edited = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.NotEqual(0, edited.Exit);
        Assert.Contains(Prod, edited.ToString(), StringComparison.Ordinal);
        await RenderAsync(fleet, "render", "--discard");
        fleet.App("web", "requires: [config]", "kustomize: {base: base}", Parameters);
        await RenderAsync(fleet, "render", "--allow-deletions");
        Assert.False(File.Exists(fleet.Folder.File(Prod)));
        Assert.False(File.Exists(fleet.Folder.File(Record)));
    }

    [Fact]
    public async Task A_run_for_one_environment_leaves_the_outputs_of_others()
    {
        using var fleet = Create(Template);
        await RenderAsync(fleet, "render", "--env", "dev");
        Assert.True(File.Exists(fleet.Folder.File("environments/dev/iam/web-trust.json")));
        Assert.False(File.Exists(fleet.Folder.File(Prod)));
        // What another app alone is rendered for does not take away what this one put out.
        await RenderAsync(fleet, "render", "--app", "config");
        Assert.True(File.Exists(fleet.Folder.File("environments/dev/iam/web-trust.json")));
    }

    [Theory]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}\n", "GOG424", 3)]
    [InlineData("{\n  \"a\": 1,\n  \"a\": 2\n}\n", "GOG424", 1)]
    [InlineData("", "GOG424", 1)]
    [InlineData("{\n  \"a\": \"\\ud83d\\ude00\",\n  \"b\": \"\\ud800\"\n}\n", "GOG424", 3)]
    [InlineData("{\n  \"\\uDC00x\": 1\n}\n", "GOG424", 2)]
    [InlineData("{\n  \"a\": {{ parameters.nothing }}\n}\n", "GOG060", 2)]
    public async Task A_mistake_is_told_at_its_line(string template, string code, int line)
    {
        using var fleet = Create(template);
        var render = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.NotEqual(0, render.Exit);
        Assert.Contains($"apps/web/templates/trust.json({line},", render.ToString(), StringComparison.Ordinal);
        Assert.Contains(code, render.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.Folder.File(Prod)));
    }

    [Fact]
    public async Task What_clusters_differ_in_is_none_of_the_environment()
    {
        using var fleet = Create("{\"a\": {{ quote parameters.issuer }}}\n");
        Own(fleet);
        var render = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.Contains("GOG060", render.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_clusters_have_alike_of_a_map_is_the_environments()
    {
        using var fleet = Create("{\"a\": {{ quote parameters.aws.account }}}\n");
        fleet
            .App(
                "web",
                "requires: [config]",
                "kustomize: {base: base}",
                Entry,
                "parameters: {aws: {type: object, properties: {account: {type: string, default: \"1\"}, issuer: {type: string, default: shared}}}}"
            )
            .Edit(
                BrokenFleet.Prod,
                "{name: prod-1, server: https://prod-1.example}",
                "{name: prod-1, server: https://prod-1.example, apps: {web: {parameters: {aws: {issuer: one}}}}}"
            );
        await RenderAsync(fleet, "render");
        Assert.Equal("{\n  \"a\": \"1\"\n}\n", fleet.Folder.Read(Prod));
    }

    [Fact]
    public async Task Two_apps_never_write_one_file()
    {
        using var fleet = Create(Template);
        fleet.App("config", "kustomize: {base: base}", Entry, Parameters).Write("apps/config/templates/trust.json", Template);
        var render = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.Contains("GOG425", render.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam/owned.json", "GOG426")]
    [InlineData("iam/A.json", "GOG")]
    [InlineData("iam/../a.json", "GOG")]
    [InlineData("web/a.json", "GOG")]
    [InlineData("iam/a.yaml", "GOG")]
    public void A_name_is_one(string to, string code)
    {
        using var fleet = Create(Template, Entry.Replace("iam/web-trust.json", to, StringComparison.Ordinal));
        Assert.Contains(fleet.Diagnose(), item => item.Code.StartsWith(code, StringComparison.Ordinal));
    }

    private static BrokenFleet Create(string template, string entry = Entry)
    {
        var fleet = new BrokenFleet();
        fleet
            .App("web", "requires: [config]", "kustomize: {base: base}", entry, Parameters)
            .Write("apps/web/templates/trust.json", template);
        return fleet;
    }

    private static void Own(BrokenFleet fleet) =>
        fleet.Edit(
            BrokenFleet.Prod,
            "{name: prod-1, server: https://prod-1.example}",
            "{name: prod-1, server: https://prod-1.example, apps: {web: {parameters: {issuer: one}}}}"
        );

    private static async Task RenderAsync(BrokenFleet fleet, params string[] arguments)
    {
        var render = await Gitopsgen.RunInAsync(fleet.Folder, arguments);
        Assert.True(render.Exit == 0, render.ToString());
    }
}
