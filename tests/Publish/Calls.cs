using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Publish;

/// <summary>What happens at some calls of the remote.</summary>
public static class Calls
{
    /// <summary>Does something at each such call, which is answered all the same.</summary>
    public static Func<HttpContext, Task<bool>> Of(string method, string end, Action act) =>
        context =>
        {
            if (context.Request.Method == method && context.Request.Path.Value!.EndsWith(end, StringComparison.Ordinal))
                act();
            return Task.FromResult(false);
        };

    /// <summary>Says that one call of the interface or one push failed, whichever comes at that place, from 1.</summary>
    public static Func<HttpContext, Task<bool>> Lost(int place, Action happened)
    {
        var count = 0;
        return async context =>
        {
            var path = context.Request.Path;
            var isCounted =
                path.StartsWithSegments("/api", StringComparison.Ordinal)
                || path.Value!.EndsWith("/git-receive-pack", StringComparison.Ordinal);
            if (!isCounted || Interlocked.Increment(ref count) != place)
                return false;
            happened();
            await FakeGitHub.WriteAsync(context, 502, "Bad Gateway");
            return true;
        };
    }
}
