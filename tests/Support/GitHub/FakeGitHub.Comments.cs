using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// Comments of issues, which pull requests are as well.
public sealed partial class FakeGitHub
{
    private int made;

    private (int, JsonNode?) Comment(string number, JsonNode body)
    {
        var comment = new JsonObject
        {
            ["id"] = 1000L + made++,
            ["issue"] = number,
            ["user"] = new JsonObject { ["login"] = Login },
            ["body"] = (string)body["body"]!,
        };
        comments.Add(comment);
        return (201, Answers.Comment(comment));
    }

    private (int, JsonNode?) EditComment(string id, JsonNode body)
    {
        var comment = comments.Single(comment => comment["id"]!.ToString() == id);
        comment["body"] = (string)body["body"]!;
        return (200, Answers.Comment(comment));
    }

    private (int, JsonNode?) DeleteComment(string id) =>
        comments.RemoveAll(comment => comment["id"]!.ToString() == id) > 0 ? (204, null) : Say(404, "Not Found");
}
