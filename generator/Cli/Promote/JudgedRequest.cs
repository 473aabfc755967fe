using System.Text.Json.Nodes;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>A pull request of the tool, and whether it may be merged.</summary>
internal sealed record JudgedRequest(OpenChange Change, PullRequest Request, RequestAnswer Answer)
{
    public bool IsMerged { get; init; }

    /// <summary>"pull request #12: pending: 1 of 2 approvals; check `build` pending".</summary>
    public string Text => $"pull request #{Request.Number}: {(IsMerged ? "merged" : Word)}: {Answer.Reason}";

    public JsonObject Json() =>
        new()
        {
            ["number"] = Request.Number,
            ["url"] = Request.Url,
            ["branch"] = Change.Branch,
            ["commit"] = Request.Head,
            ["state"] = Word,
            ["reason"] = Answer.Reason,
            ["merged"] = IsMerged,
        };

    private string Word => Answer.State.ToString().ToLowerInvariant();
}
