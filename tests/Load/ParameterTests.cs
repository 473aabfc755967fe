using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Parameters: what an app declares, and what environments say.</summary>
public sealed class ParameterTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("{type: ‸int}", "GOG006", "Did you mean 'integer'?")]
    [InlineData("‸{default: 1}", "GOG005", "'type'")]
    [InlineData("‸string", "GOG004", "a map")]
    [InlineData("{type: integer, default: ‸two}", "GOG004", "spec.parameters.size.default must be an integer")]
    [InlineData("{type: integer, minimum: 2, default: ‸1}", "GOG007", "at least 2")]
    [InlineData("{type: integer, maximum: 9, default: ‸10}", "GOG007", "at most 9")]
    [InlineData("{type: integer, minimum: 2, maximum: 9, default: ‸1}", "GOG007", "from 2 to 9")]
    [InlineData("{type: integer, minimum: ‸9, maximum: 2, default: 5}", "GOG058", "the minimum 9 above the maximum 2")]
    [InlineData("{type: integer, minimum: ‸two}", "GOG004", "a number")]
    [InlineData("{type: number, minimum: 0.5, default: ‸0.25}", "GOG007", "at least 0.5")]
    [InlineData("{type: number, default: ‸much}", "GOG004", "a number")]
    [InlineData("{type: boolean, default: ‸yes}", "GOG004", "true or false")]
    [InlineData("{type: string, default: ‸[a]}", "GOG004", "text")]
    [InlineData("{type: string, pattern: \"^[a-z]+$\", default: ‸A}", "GOG038", "'A'")]
    [InlineData("{type: string, enum: [small, large], default: ‸smal}", "GOG006", "Did you mean 'small'?")]
    [InlineData("{type: string, pattern: ‸\"[\"}", "GOG057", "spec.parameters.size.pattern")]
    [InlineData("{type: string, pattern: ‸'(a)\\1'}", "GOG057", "back-references")]
    [InlineData("{type: string, pattern: ‸'(?=a)'}", "GOG057", "look-around")]
    [InlineData("{type: string, ‸minimum: 1}", "GOG003", "the type string. Known: default, description, enum, pattern")]
    [InlineData("{type: integer, ‸pattern: a}", "GOG003", "the type integer")]
    [InlineData("{type: list, items: {type: integer}, default: [1, ‸a]}", "GOG004", "default[1]")]
    [InlineData("{type: list, items: {type: integer, ‸enum: [a]}}", "GOG003", "size.items")]
    [InlineData("{type: object, properties: {a: {type: integer, minimum: 2, default: ‸1}}}", "GOG007", "size.properties.a.default")]
    [InlineData("{type: object, properties: {a: {type: integer}}, default: {‸b: 1}}", "GOG003", "'b'")]
    public void A_mistake_in_a_declaration_is_reported_where_it_is_and_not_again_of_its_values(string declaration, string code, string what)
    {
        Declare(declaration);
        fleet.Edit(BrokenFleet.Dev, "web: {}", "web: {parameters: {size: 5}}").Diagnose();
        var found = fleet.Diagnose().Where(diagnostic => diagnostic.At!.Value.File == BrokenFleet.Web).ToList();
        Assert.Equal((code, Assert.Single(fleet.Marks)), (Assert.Single(found).Code, found[0].At));
        Assert.Contains(what, found[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: ‸int}")]
    [InlineData("‸string")]
    [InlineData("{type: string, pattern: ‸\"[\"}")]
    [InlineData("{type: list, items: ‸string}")]
    [InlineData("{type: object, properties: ‸[a]}")]
    public void Values_of_a_parameter_that_is_declared_wrongly_are_not_blamed(string declaration)
    {
        Declare(declaration);
        var said =
            declaration.Contains("list", StringComparison.Ordinal) ? "[a]"
            : declaration.Contains("object", StringComparison.Ordinal) ? "{a: 1}"
            : "a";
        fleet.Edit(BrokenFleet.Dev, "web: {}", $"web: {{parameters: {{size: {said}}}}}");
        Assert.Equal(fleet.Marks, fleet.Diagnose().Select(found => found.At!.Value));
    }

    [Theory]
    [InlineData("{type: string}", "text")]
    [InlineData("{type: string, pattern: \"^[a-z]+$\"}", "text")]
    [InlineData("{type: string, enum: [text, other]}", "text")]
    [InlineData("{type: string}", "88.5")]
    [InlineData("{type: integer, minimum: 2, maximum: 9}", "9")]
    [InlineData("{type: number, minimum: 0.5}", "0.5")]
    [InlineData("{type: number}", "1e3")]
    [InlineData("{type: boolean}", "false")]
    [InlineData("{type: list}", "[a, {b: c}]")]
    [InlineData("{type: list, items: {type: object, properties: {a: {type: integer}}}}", "[{a: 1}, {}]")]
    [InlineData("{type: object}", "{anything: [goes]}")]
    [InlineData("{type: object, properties: {a: {type: integer, required: true}}}", "{a: 1}")]
    public void A_value_that_fits_is_no_mistake_neither_as_default_nor_in_an_environment(string declaration, string value)
    {
        Declare(declaration);
        fleet.Edit(BrokenFleet.Dev, "web: {}", $"web: {{parameters: {{size: {value}}}}}");
        if (declaration.Contains("required", StringComparison.Ordinal))
            fleet.Edit(BrokenFleet.Prod, "web: {}", $"web: {{parameters: {{size: {value}}}}}");
        fleet.SaysNothing();
        Declare(declaration[..^1] + $", default: {value}}}");
        fleet.SaysNothing();
    }

    [Theory]
    [InlineData("{type: integer}", "‸\"5\"", "GOG004", "parameters of web.size must be an integer")]
    [InlineData("{type: integer, maximum: 4}", "‸5", "GOG007", "at most 4")]
    [InlineData("{type: string, enum: [small, large]}", "‸lrge", "GOG006", "Did you mean 'large'?")]
    [InlineData("{type: object, properties: {cpu: {type: string}}}", "{‸cpus: 1}", "GOG003", "Did you mean 'cpu'?")]
    public void A_value_that_does_not_fit_is_reported_where_it_is_said(string declaration, string value, string code, string what)
    {
        Declare(declaration);
        fleet.Edit(BrokenFleet.Dev, "web: {}", $"web: {{parameters: {{size: {value}}}}}").Says(code, what);
    }

    [Fact]
    public void A_value_of_an_abstract_environment_is_reported_once_though_many_extend_it()
    {
        Declare("{type: integer}");
        fleet.Edit(BrokenFleet.Shared, "features: [cloud]", "features: [cloud]\n  apps: {web: {parameters: {size: ‸big}}}").Says("GOG004");
    }

    [Fact]
    public void A_value_of_one_cluster_is_looked_at_too()
    {
        Declare("{type: integer}");
        fleet
            .Edit(
                BrokenFleet.Prod,
                "server: https://prod-2.example",
                "server: https://prod-2.example, apps: {web: {parameters: {size: ‸big}}}"
            )
            .Says("GOG004");
    }

    [Fact]
    public void A_required_parameter_that_nobody_says_is_reported_where_the_environment_names_the_app()
    {
        Declare("{type: string, required: true, description: How large it is.}");
        fleet.Edit(BrokenFleet.Prod, "web: {}", "web: {parameters: {size: large}}").Edit(BrokenFleet.Dev, "web: {}", "‸web: {}");
        Assert.Equal(("GOG005", new Position(BrokenFleet.Dev, 10, 22)), (Assert.Single(fleet.Diagnose()).Code, fleet.Diagnose()[0].At));
        Assert.Contains(
            "'size' is missing in parameters of web. Meaning: How large it is.",
            fleet.Diagnose()[0].Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_required_parameter_inside_an_object_is_reported_in_the_environment_and_not_in_the_app()
    {
        Declare("{type: object, properties: {cpu: {type: string, required: true}}}");
        fleet
            .Edit(BrokenFleet.Prod, "web: {}", "web: {parameters: {size: {cpu: 1}}}")
            .Edit(BrokenFleet.Dev, "web: {}", "‸web: {}")
            .Says("GOG005", "'cpu' is missing in parameters of web.size");
    }

    [Theory]
    [InlineData("web: {parameters: {‸sise: large}}", "GOG003")]
    [InlineData("web: {‸parametrs: {size: large}}", "GOG003")]
    [InlineData("web: {parameters: ‸[size]}", "GOG004")]
    [InlineData("web: ‸large", "GOG004")]
    public void A_required_parameter_that_is_only_mistyped_is_one_mistake(string said, string code)
    {
        Declare("{type: string, required: true}");
        fleet.Edit(BrokenFleet.Prod, "web: {}", "web: {parameters: {size: large}}").Edit(BrokenFleet.Dev, "web: {}", said).Says(code);
    }

    [Theory]
    [InlineData("apps: {‸wbe: {parameters: {size: large}}}", "GOG014")]
    [InlineData("apps: ‸[web]", "GOG004")]
    [InlineData("apps: ‸\"web", "GOG001")]
    public void A_required_parameter_whose_layer_has_a_mistake_is_not_missed(string line, string code)
    {
        Declare("{type: string, required: true}");
        fleet.Edit(BrokenFleet.Shared, "features: [cloud]", $"features: [cloud]\n  {line}").Says(code);
    }

    [Fact]
    public void Null_takes_a_parameter_away()
    {
        Declare("{type: string, required: true}");
        fleet
            .Edit(BrokenFleet.Shared, "features: [cloud]", "features: [cloud]\n  apps: {web: {parameters: {size: large}}}")
            .Edit(BrokenFleet.Dev, "web: {}", "‸web: {parameters: {size: null}}")
            .Says("GOG005");
    }

    private void Declare(string declaration) =>
        fleet.App("web", "requires: [config]", "kustomize: {base: base}", "parameters:", $"  size: {declaration}");
}
