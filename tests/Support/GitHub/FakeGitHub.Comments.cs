using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// Comments of issues, which pull requests are as well.
public sealed partial class FakeGitHub
{
    private (int, JsonNode?) Comment(string number, JsonNode body)
    {
        var comment = new JsonObject { ["id"] = 1000 + comments.Count, ["issue"] = number, ["user"] = new JsonObject { ["login"] = "publisher[bot]" }, ["body"] = (string)body["body"]! };
        comments.Add(comment);
        return (201, comment.DeepClone());
    }

    private (int, JsonNode?) EditComment(string id, JsonNode body)
    {
        comments.Single(comment => comment["id"]!.ToString() == id)["body"] = (string)body["body"]!;
        return (200, new JsonObject());
    }

    private (int, JsonNode?) DeleteComment(string id) => comments.RemoveAll(comment => comment["id"]!.ToString() == id) > 0 ? (204, null) : (404, Message("Not Found"));
}
