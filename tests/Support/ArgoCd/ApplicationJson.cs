using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

/// <summary>Applications as Argo CD tells of them.</summary>
public static class ApplicationJson
{
    public const string Repository = "https://git.example/small.git";

    /// <summary>Synced and healthy.</summary>
    public static JsonObject Healthy(string name, string project, string environment, string revision, DateTimeOffset at) =>
        JsonNode
            .Parse(
                $$$"""
                {
                  "metadata": {"name": "{{{name}}}", "namespace": "argocd", "uid": "1", "labels": {"gitopsgen.io/environment": "{{{environment}}}"} },
                  "spec": {"project": "{{{project}}}", "source": {"repoURL": "{{{Repository}}}", "path": "x", "targetRevision": "main"},
                    "destination": {"server": "https://cluster.example", "namespace": "demo"} },
                  "status": {
                    "reconciledAt": "{{{Time(at)}}}",
                    "health": {"status": "Healthy"},
                    "resources": [{"kind": "Deployment", "name": "web", "status": "Synced", "health": {"status": "Healthy"}}],
                    "sync": {"status": "Synced", "revision": "{{{revision}}}",
                      "comparedTo": {"source": {"repoURL": "{{{Repository}}}", "path": "x"}, "destination": {"namespace": "demo"} } },
                    "operationState": {"phase": "Succeeded", "message": "successfully synced", "startedAt": "{{{Time(at)}}}",
                      "finishedAt": "{{{Time(at)}}}", "operation": {"sync": {"revision": "{{{revision}}}"} },
                      "syncResult": {"revision": "{{{revision}}}", "source": {"repoURL": "{{{Repository}}}", "path": "x"} } }
                  }
                }
                """
            )!
            .AsObject();

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>The same with another value at a place: <c>status.health.status</c>; null takes it out.</summary>
    public static JsonObject With(this JsonObject application, string place, JsonNode? value)
    {
        var at = application;
        var names = place.Split('.');
        foreach (var name in names[..^1])
            at = (JsonObject)(at[name] ??= new JsonObject());
        if (value is null)
            at.Remove(names[^1]);
        else
            at[names[^1]] = value;
        return application;
    }

    /// <summary>Compared with another revision, which its last sync was of as well.</summary>
    public static JsonObject At(this JsonObject application, string revision) =>
        application
            .With("status.sync.revision", revision)
            .With("status.operationState.syncResult.revision", revision)
            .With("status.operationState.operation.sync.revision", revision);
}
