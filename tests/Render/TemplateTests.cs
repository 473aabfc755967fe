using GitOpsGen.Render;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>Templates of apps: what they see, what they may not do, and where their mistakes are reported.</summary>
public sealed class TemplateTests
{
    [Fact]
    public async Task A_template_sees_app_environment_cluster_and_parameters()
    {
        using var fleet = WithTemplate("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: seen, namespace: "{{app.namespace}}"}
            data:
              text: {{quote parameters.text}}
              where: "{{app.name}} {{app.version}} {{environment.name}} {{environment.kubernetesVersion}}"
              {{#if parameters.on}}
              on: "yes"
              {{/if}}
              {{#each parameters.list}}
              item{{@index}}: "{{this}}"
              {{/each}}

            """);
        var render = await RenderAsync(fleet);
        Assert.True(render.Exit == 0, render.ToString());
        var manifests = fleet.Read("environments/dev/web/rendered/manifests.yaml");
        Assert.Contains("""
            data:
              item0: a
              item1: b
              "on": "yes"
              text: 'it''s: "quoted" # & <b>'
              where: web 1.0.0 dev 1.33

            """, manifests, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_names_the_cluster_gives_each_cluster_an_overlay()
    {
        using var fleet = WithTemplate("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: seen, namespace: demo}\ndata: {cluster: {{cluster.name}}, server: \"{{cluster.server}}\"}\n");
        Assert.Equal(0, (await RenderAsync(fleet)).Exit);
        Assert.Contains("cluster: prod-2", fleet.Read("environments/prod/web/prod-2/rendered/manifests.yaml"), StringComparison.Ordinal);
        Assert.Contains("path: environments/prod/web/prod-2", fleet.Read("argocd/apps/prod/web.yaml"), StringComparison.Ordinal);
        Assert.True(File.Exists(fleet.File("environments/dev/web/rendered/manifests.yaml")), "one cluster needs no folder of its own");
    }

    [Fact]
    public async Task What_is_not_yaml_points_to_the_line_of_the_template()
    {
        using var fleet = WithTemplate("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: seen, namespace: demo}
            data:
              {{#if parameters.on}}
              first: "1"
              {{/if}}
              {{#each parameters.list}}
              k{{this}}: "x"
              {{/each}}
              broken: "{{parameters.text}}"

            """);
        var render = await RenderAsync(fleet);
        Assert.Equal(1, render.Exit);
        Assert.Contains("apps/web/templates/seen.yaml(11,1): error GOG061", render.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
    }

    [Theory]
    [InlineData("a: 1\nb: {{parameters.nothing}}\n", 2, "nothing")]
    [InlineData("a: 1\n\nb: {{#if parameters.on}}x\n", 3, "")]
    [InlineData("a: {{> other}}\n", 1, "partials")]
    [InlineData("a: 1\n{{#*inline \"x\"}}{{> x}}{{/inline}}\n", 2, "partials")]
    public async Task A_template_that_cannot_be_rendered_names_its_line(string template, int line, string reason)
    {
        using var fleet = WithTemplate(template);
        var render = await RenderAsync(fleet);
        Assert.Equal(1, render.Exit);
        Assert.True(render.Error.Contains($"apps/web/templates/seen.yaml({line},1): error GOG060", StringComparison.Ordinal), render.Error);
        Assert.Contains(reason, render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_cannot_grow_beyond_its_limit()
    {
        var list = Enumerable.Range(0, 200).Select(i => (object?)i).ToList();
        var template = string.Concat(Enumerable.Repeat("{{#each ../l}}", 5)).Replace("{{#each ../l}}", "{{#each @root.l}}", StringComparison.Ordinal) + "xxxxxxxxxx" + string.Concat(Enumerable.Repeat("{{/each}}", 5));
        var error = Assert.Throws<TemplateException>(() => new TemplateEngine().Render(template, new Dictionary<string, object?>(StringComparer.Ordinal) { ["l"] = list }));
        Assert.Contains("more than", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{parameters.GetType}}")]
    [InlineData("{{#with parameters.text}}{{GetType}}{{/with}}")]
    public void A_template_reaches_no_member_of_the_program(string template)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["parameters"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["text"] = "abc" } };
        Assert.Throws<TemplateException>(() => new TemplateEngine().Render(template, data));
    }

    private static TemporaryFolder WithTemplate(string template)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/templates/seen.yaml", template);
        fleet.Write("apps/web/app.yaml", SmallFleet.App(
            "web",
            "requires: [config]",
            "kustomize: {base: base, templates: [{file: templates/seen.yaml, as: resource}]}",
            "parameters:",
            "  text: {type: string, default: 'it''s: \"quoted\" # & <b>'}",
            "  on: {type: boolean, default: true}",
            "  list: {type: list, items: {type: string}, default: [a, b]}"));
        return fleet;
    }

    private static Task<Answer> RenderAsync(TemporaryFolder fleet) => Gitopsgen.RunInAsync(fleet, "render");
}
