using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Support;

/// <summary>Git's smart HTTP over real repositories: git's own http-backend, run as CGI.</summary>
public static class GitHttp
{
    /// <param name="projects">The folder of bare repositories.</param>
    public static async Task ServeAsync(string projects, HttpContext context)
    {
        var start = new ProcessStartInfo("git", ["http-backend"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Variables(projects, context.Request))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        await context.Request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        await AnswerAsync(output.ToArray(), context.Response);
    }

    private static IEnumerable<(string, string)> Variables(string projects, HttpRequest request) =>
        [
            ("GIT_PROJECT_ROOT", projects),
            ("GIT_HTTP_EXPORT_ALL", "1"),
            ("PATH_INFO", request.Path.Value!),
            ("REQUEST_METHOD", request.Method),
            ("QUERY_STRING", request.QueryString.Value!.TrimStart('?')),
            ("CONTENT_TYPE", request.ContentType ?? ""),
            ("HTTP_CONTENT_ENCODING", request.Headers.ContentEncoding.ToString()),
            ("GIT_PROTOCOL", request.Headers["Git-Protocol"].ToString()),
            ("REMOTE_USER", "somebody"),
            ("REMOTE_ADDR", "127.0.0.1"),
        ];

    private static async Task AnswerAsync(byte[] output, HttpResponse response)
    {
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(output, 0, end).Split("\r\n").Select(line => line.Split(": ", 2)))
        {
            if (header[0] == "Status")
                response.StatusCode = int.Parse(header[1].Split(' ')[0], CultureInfo.InvariantCulture);
            else
                response.Headers[header[0]] = header[1];
        }

        await response.Body.WriteAsync(output.AsMemory(end + 4));
    }
}
