using System.Text;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Support;

// Git's own HTTP.
public sealed partial class FakeGitHub
{
    private async Task GitAsync(HttpContext context)
    {
        if (BeforeEffect is { } before && await before(context)) return;
        if (context.Request.Headers.Authorization != $"basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Token}"))}")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        await GitHttp.ServeAsync(folder.Path, context);
        if (AfterEffect is { } after) await after(context);
    }
}
