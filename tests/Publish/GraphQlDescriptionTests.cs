using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>GitHub's GraphQL schema finds what is wrong in a document, in its variables, and in an answer.</summary>
public sealed class GraphQlDescriptionTests
{
    private const string Mutation =
        "mutation($id: ID!, $method: PullRequestMergeMethod!) { enablePullRequestAutoMerge(input: {pullRequestId: $id, "
        + "mergeMethod: $method}) { pullRequest { number } } }";
    private const string Variables = """{"id": "PR_1", "method": "SQUASH"}""";
    private const string Data = """{"data": {"enablePullRequestAutoMerge": {"pullRequest": {"number": 7}}}}""";

    public GraphQlDescriptionTests()
    {
        foreach (var name in new[] { TestTools.GitHubSchema, TestTools.GraphQl })
            TestTools.Tool(name);
        Assert.SkipUnless(GraphQlJudge.IsReady, "node is not installed");
    }

    [Theory]
    [InlineData(Mutation, Variables, Data)]
    [InlineData(
        Mutation,
        Variables,
        """{"data": {"enablePullRequestAutoMerge": null}, "errors": [{"message": "Pull request is in clean status"}]}"""
    )]
    [InlineData(Mutation, Variables, """{"errors": [{"message": "Something went wrong"}]}""")]
    public void What_fits_the_schema_is_right(string query, string variables, string answer) =>
        Assert.Empty(Problems(query, variables, answer));

    [Theory]
    // In the document.
    [InlineData(
        "mutation { enablePullRequestAutoMerge(input: {pullRequestId: \"PR_1\", mergeMethd: SQUASH}) { clientMutationId } }",
        "{}",
        Data,
        "Field \"mergeMethd\" is not defined by type \"EnablePullRequestAutoMergeInput\""
    )]
    [InlineData(
        "mutation { enablePullRequestAutoMerge(pullRequestId: \"PR_1\") { clientMutationId } }",
        "{}",
        Data,
        "Unknown argument \"pullRequestId\""
    )]
    [InlineData(
        "mutation($id: String!) { enablePullRequestAutoMerge(input: {pullRequestId: $id}) { clientMutationId } }",
        """{"id": "PR_1"}""",
        Data,
        "Variable \"$id\" of type \"String!\" used in position expecting type \"ID!\""
    )]
    [InlineData(
        "mutation($id: ID!) { enablePullRequestAutoMerge(input: {pullRequestId: $id}) { pullRequest { numbr } } }",
        """{"id": "PR_1"}""",
        Data,
        "Cannot query field \"numbr\""
    )]
    [InlineData(
        "mutation($id: ID!) { enableAutoMerge(input: {pullRequestId: $id}) { clientMutationId } }",
        """{"id": "PR_1"}""",
        Data,
        "Cannot query field \"enableAutoMerge\""
    )]
    [InlineData("mutation {", "{}", Data, "Syntax Error")]
    // In the variables.
    [InlineData(Mutation, """{"method": "SQUASH"}""", Data, "Variable \"$id\" of required type \"ID!\" was not provided")]
    [InlineData(
        Mutation,
        """{"id": "PR_1", "method": "squash"}""",
        Data,
        "Value \"squash\" does not exist in \"PullRequestMergeMethod\" enum"
    )]
    [InlineData(Mutation, """{"id": "PR_1", "method": "SQUASH", "head": "0"}""", Data, "there is no variable $head")]
    // In the answer.
    [InlineData(Mutation, Variables, """{"data": {}}""", "asked for was the shape of {\"enablePullRequestAutoMerge\":null}")]
    [InlineData(
        Mutation,
        Variables,
        """{"data": {"enablePullRequestAutoMerge": {"pullRequest": {"number": "seven"}}}}""",
        "Int cannot represent non-integer value"
    )]
    [InlineData(
        Mutation,
        Variables,
        """{"data": {"enablePullRequestAutoMerge": {"pullRequest": {}}}}""",
        "Cannot return null for non-nullable field PullRequest.number"
    )]
    [InlineData(
        Mutation,
        Variables,
        """{"data": {"enablePullRequestAutoMerge": {"pullRequest": {"number": 7, "state": "OPEN"}}}}""",
        "asked for was the shape of"
    )]
    [InlineData(Mutation, Variables, """{"message": "Bad credentials"}""", "it is neither data nor errors")]
    public void What_does_not_fit_it_is_found(string query, string variables, string answer, string problem) =>
        Assert.Contains(Problems(query, variables, answer), one => one.Contains(problem, StringComparison.Ordinal));

    private static IReadOnlyList<string> Problems(string query, string variables, string answer) =>
        GraphQlJudge.Problems(new JsonObject { ["query"] = query, ["variables"] = JsonNode.Parse(variables) }, JsonNode.Parse(answer));
}
