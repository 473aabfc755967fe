using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Http;
using GitOpsGen.Yaml;

namespace GitOpsGen.ArgoCd;

/// <summary>
/// What the <c>argocd</c> command line has logged in to: contexts, each a server and a user with a token. That a server's certificate
/// is not to be looked at is not taken over.
/// </summary>
public static class CliConfiguration
{
    /// <param name="file">For a sentence.</param>
    /// <param name="context">The only one that is meant; null: each server's, the current one first.</param>
    /// <exception cref="StoppedException">It cannot be read, or has no such context.</exception>
    public static ImmutableArray<NamedServer> Read(string file, string text, string? context)
    {
        var bag = new DiagnosticBag();
        // What is wrong with it may quote a token.
        if (YamlReader.ReadMap(file, text, bag) is not { } read || bag.HasErrors)
            throw new StoppedException($"{file}, the configuration of argocd, cannot be read as YAML. Log in anew with `argocd login`.");
        var contexts = read.List("contexts").OfType<YamlMap>().ToList();
        var current = context ?? read.Text("current-context");
        if (context is not null && contexts.TrueForAll(one => one.Text("name") != context))
            throw new StoppedException(
                $"--argocd-context: {file} has no context '{context}'."
                    + Messages.Suggest(context, contexts.Select(one => one.Text("name") ?? ""))
            );
        return
        [
            .. contexts
                .Where(one => context is null || one.Text("name") == context)
                .OrderByDescending(one => one.Text("name") == current)
                .Select(one => Server(file, read, one))
                .OfType<NamedServer>(),
        ];
    }

    private static NamedServer? Server(string file, YamlMap read, YamlMap context)
    {
        var name = context.Text("server") ?? "";
        var server = Find(read, "servers", "server", name);
        var token = Find(read, "users", "name", context.Text("user"))?.Text("auth-token");
        var scheme = server?.Flag("plain-text") == true ? "http" : "https";
        var path = server?.Text("grpc-web-root-path")?.Trim('/') ?? "";
        return
            token is not null
            && NamedServer.IsToken(token)
            && !name.Contains('/', StringComparison.Ordinal)
            && NamedServer.TryRead($"{scheme}://{name}/{path}", out var address)
            ? new NamedServer(address, token, $"the argocd configuration {file}")
            : null;
    }

    private static YamlMap? Find(YamlMap read, string list, string key, string? value) =>
        read.List(list).OfType<YamlMap>().FirstOrDefault(one => one.Text(key) == value);
}
