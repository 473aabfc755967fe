using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Http;
using GitOpsGen.Http.Answers;
using GitOpsGen.Load;
using GitOpsGen.Observe.Prometheus;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>What Prometheus is asked, and what is made of its answer.</summary>
public sealed class QueryTests
{
    private static readonly MetricQuery AtMostOne = new(Position.Start("x"), "errors", "x", null, 1, TimeSpan.Zero);

    [Theory]
    [InlineData("up{cluster=\"$cluster\"}", "up{cluster=\"prod-1\"}")]
    [InlineData("up{cluster='$cluster',app=`$app`}", "up{cluster='prod-1',app=`web`}")]
    [InlineData("up{cluster=\"$clusters $app_x $app-$namespace\"}", "up{cluster=\"$clusters $app_x web-demo\"}")]
    [InlineData("up{x=\"a\\\"$app\"}", "up{x=\"a\\\"web\"}")]
    [InlineData("up{x=\"a\\\\\"} + $app", "up{x=\"a\\\\\"} + $app")]
    [InlineData("$app", "$app")]
    [InlineData("up # it's $app\n+ x{a=\"$app\"}", "up # it's $app\n+ x{a=\"web\"}")]
    [InlineData("up{x=\"\\$app\"}", "up{x=\"\\$app\"}")]
    [InlineData("x{e=\"$environment\"", "x{e=\"prod\"")]
    public void Facts_stand_in_quotes(string query, string filled) => Assert.Equal(filled, QueryText.Fill(query, Facts()));

    [Theory]
    [InlineData("x\"} or vector(1) # ", "up{a=\"x\\\"} or vector(1) # \"}")]
    [InlineData("x\\", "up{a=\"x\\\\\"}")]
    [InlineData("x\ny", "up{a=\"x\\ny\"}")]
    public void No_fact_ends_its_quotes(string cluster, string filled) =>
        Assert.Equal(filled, QueryText.Fill("up{a=\"$cluster\"}", Facts(cluster)));

    [Fact]
    public void What_cannot_be_escaped_is_not_asked()
    {
        Assert.Null(QueryText.Fill("up{a=`$cluster`}", Facts("a`b")));
        Assert.Equal("up{a='it\\'s'}", QueryText.Fill("up{a='$cluster'}", Facts("it's")));
    }

    [Theory]
    [InlineData("[]", null, null)]
    [InlineData("[\"0.5\"]", 0.5, true)]
    [InlineData("[\"0.5\",\"2\",\"1\"]", 2.0, false)]
    [InlineData("[\"NaN\"]", null, null)]
    [InlineData("[\"0.5\",\"NaN\"]", 0.5, null)]
    [InlineData("[\"2\",\"NaN\"]", 2.0, false)]
    [InlineData("[\"+Inf\"]", double.MaxValue, false)]
    [InlineData("[\"-Inf\"]", double.MinValue, true)]
    [InlineData("[\"1e0\"]", 1.0, true)]
    public void The_worst_series_decides_and_none_is_no_answer(string values, double? value, bool? isGood)
    {
        var series = System
            .Text.Json.Nodes.JsonNode.Parse(values)!
            .AsArray()
            .Select(one => $"{{\"metric\":{{}},\"value\":[1.5,\"{one}\"]}}");
        var reading = Answer($"{{\"resultType\":\"vector\",\"result\":[{string.Join(',', series)}]}}").For(AtMostOne);

        Assert.Equal((value, isGood), (reading.Value, reading.IsGood));
    }

    [Fact]
    public void With_a_least_value_the_lowest_is_the_worst()
    {
        var both = AtMostOne with { Minimum = 0.5 };

        Assert.Equal(0.2, new QueryAnswer([0.2, 0.7, 1.1], "").For(both).Value);
        Assert.False(new QueryAnswer([0.2, 0.7, 1.1], "").For(both).IsGood);
        Assert.Equal(3, new QueryAnswer([0.2, 0.7, 3], "").For(both).Value);
        Assert.True(new QueryAnswer([0.7], "").For(both with { Minimum = null, Maximum = null }).IsGood);
    }

    [Theory]
    [InlineData("{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}", "")]
    [InlineData("{\"resultType\":\"matrix\",\"result\":[]}", "the query gives no instant vector")]
    public void Other_results_are_told(string data, string trouble) => Assert.Equal(trouble, Answer(data).Trouble);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"resultType\":\"vector\",\"result\":5}")]
    [InlineData("{\"resultType\":\"vector\",\"result\":[{\"value\":[1,2]}]}")]
    [InlineData("{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"two\"]}]}")]
    [InlineData("{\"resultType\":\"vector\",\"result\":[{\"value\":\"1\"}]}")]
    [InlineData("{\"resultType\":\"vector\",\"result\":[7]}")]
    [InlineData("{\"resultType\":7,\"result\":[]}")]
    public void Answers_of_another_form_are_none(string data) => Assert.Throws<UnlikeAnswerException>(() => Answer(data));

    [Theory]
    [InlineData(
        400,
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}",
        "it refuses the query: parse error",
        false
    )]
    [InlineData(200, "<html>", "the answer is not what its API says: it is a page of HTML, expected an object", false)]
    [InlineData(401, "", "does not accept the token that the test has for it (401)", true)]
    [InlineData(500, "", "answers 500", true)]
    [InlineData(302, "", "answers 302", true)]
    public async Task What_is_no_answer_says_why_and_a_server_in_trouble_is_asked_no_more(
        int status,
        string body,
        string why,
        bool isOfServer
    )
    {
        await using var odd = await OddServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        using var http = HttpWire.Connect();
        var client = Client(http, odd.Url);

        var answer = await client.QueryAsync("up", TestContext.Current.CancellationToken);
        var before = odd.Calls.Count;
        await client.QueryAsync("down", TestContext.Current.CancellationToken);

        Assert.EndsWith(why, answer.Trouble, StringComparison.Ordinal);
        Assert.Equal(isOfServer, client.Trouble is not null);
        Assert.Equal(isOfServer ? before : before + 1, odd.Calls.Count);
    }

    [Fact]
    public async Task A_query_goes_in_the_body_and_the_token_in_its_header()
    {
        var (body, token) = ("", "");
        await using var odd = await OddServer.StartAsync(async context =>
        {
            (body, token) = (
                await new StreamReader(context.Request.Body).ReadToEndAsync(),
                context.Request.Headers.Authorization.ToString()
            );
            await context.Response.WriteAsync(Whole("{\"resultType\":\"vector\",\"result\":[]}"));
        });
        using var http = HttpWire.Connect();

        var answer = await Client(http, odd.Url).QueryAsync("up{a=\"b&c\"}", TestContext.Current.CancellationToken);

        Assert.Equal(("query=up%7Ba%3D%22b%26c%22%7D", "Bearer prometheus-token", ""), (body, token, answer.Trouble));
        Assert.Equal(["POST /api/v1/query"], odd.Calls);
    }

    private static PrometheusClient Client(HttpMessageInvoker http, string url) =>
        new(
            http,
            new NamedServer(new Uri(url), "prometheus-token", "the test"),
            new HttpPatience(PrometheusClient.Largest, TimeSpan.FromSeconds(10)) { Wait = (_, _) => Task.CompletedTask }
        );

    private static QueryAnswer Answer(string data) => QueryAnswer.Read(Encoding.UTF8.GetBytes(Whole(data)));

    private static string Whole(string data) => $"{{\"status\":\"success\",\"data\":{data}}}";

    private static ImmutableSortedDictionary<string, string> Facts(string cluster = "prod-1") =>
        ImmutableSortedDictionary<string, string>
            .Empty.Add("environment", "prod")
            .Add("cluster", cluster)
            .Add("app", "web")
            .Add("namespace", "demo");
}
