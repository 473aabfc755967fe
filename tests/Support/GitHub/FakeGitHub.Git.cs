using System.Text;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Support;

// Git's own HTTP.
public sealed partial class FakeGitHub
{
    private async Task GitAsync(HttpContext context)
    {
        if (BeforeEffect is { } before && await before(context))
            return;
        var isRead =
            context.Request.Path.Value!.EndsWith("/git-upload-pack", StringComparison.Ordinal)
            || context.Request.Query["service"] == "git-upload-pack";
        if (
            !(IsPublic && isRead)
            && context.Request.Headers.Authorization
                != $"basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Accepted}"))}"
        )
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        // Held back, so that another answer can take its place.
        var wire = context.Response.Body;
        using MemoryStream served = new(),
            instead = new();
        context.Response.Body = served;
        await GitHttp.ServeAsync(folder.Path, context);
        context.Response.Body = instead;
        var isTaken = AfterEffect is { } after && await after(context);
        context.Response.Body = wire;
        await wire.WriteAsync((isTaken ? instead : served).ToArray());
    }
}
