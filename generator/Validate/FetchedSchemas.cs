using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Http;
using GitOpsGen.Layout;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate;

/// <summary>One version of a kind, of clusters that run one release.</summary>
/// <param name="Release">Null where nobody says it.</param>
public sealed record WantedSchema(string Group, string Version, string Kind, KubernetesRelease? Release);

/// <summary>
/// Schemas that lie on servers. The addresses come from the repository, which nobody trusts: only hosts that the caller allowed are asked,
/// and after the first that does not answer none is.
/// </summary>
public sealed class FetchedSchemas(ValidationOptions options, TimeProvider clock, DiagnosticBag diagnostics)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Addresses of branches change what they give.
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    private readonly SchemaCache cache = new();
    private readonly ConcurrentDictionary<string, (string Digest, IReadOnlyList<KindSchema> Kinds)> known = new(StringComparer.Ordinal);
    private volatile bool hasFailed;

    /// <summary>Of all that was fetched.</summary>
    public string Digest =>
        string.Join('\n', known.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value.Digest}"));

    /// <summary>Whether the host may be asked, told where it may not.</summary>
    public bool IsAllowed(SchemaAddress address, Position at)
    {
        if (options.Offline || IsAllowed(address.Host))
            return true;
        diagnostics.Add(Messages.SchemaHostNotAllowed(at, address.Host));
        return false;
    }

    public async Task FetchAsync(SchemaAddress address, Position at, IEnumerable<WantedSchema> wanted, CancellationToken cancellation) =>
        await Parallel.ForEachAsync(
            wanted,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, token) =>
            {
                if (UrlOf(address, one) is { } url && !hasFailed && !known.ContainsKey(url.AbsoluteUri))
                    await FetchAsync(url, at, one, token);
            }
        );

    public IEnumerable<KindSchema> Of(SchemaAddress address, WantedSchema wanted) =>
        UrlOf(address, wanted) is { } url && known.TryGetValue(url.AbsoluteUri, out var found) ? found.Kinds : [];

    private async Task FetchAsync(Uri url, Position at, WantedSchema wanted, CancellationToken cancellation)
    {
        try
        {
            if (await TextAsync(url, cancellation) is { } fetched)
                known[url.AbsoluteUri] = (fetched.Sha256 ?? "", Read(url, at, wanted, fetched.Text));
        }
        catch (IOException error)
        {
            if (!hasFailed)
                diagnostics.Add(Messages.SchemaNotFetched(at, url.AbsoluteUri, error.Message));
            hasFailed = true;
        }
    }

    private async Task<FetchedText?> TextAsync(Uri url, CancellationToken cancellation)
    {
        var kept = cache.Get(url.AbsoluteUri);
        var now = clock.GetUtcNow();
        if (options.Offline || (kept is not null && kept.At <= now && now - kept.At < Fresh))
            return kept;
        var bytes = await HttpDownload.FindAsync(url, to => IsAllowed(to.Authority), FileTree.BaseLimit, Patience, cancellation);
        var text = bytes is null ? null : Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
        var fetched = new FetchedText(url.AbsoluteUri, now, text is null ? null : Files.Digest.OfText(text), text);
        cache.Keep(fetched);
        return fetched;
    }

    private IReadOnlyList<KindSchema> Read(Uri url, Position at, WantedSchema wanted, string? text)
    {
        if (text is null)
            return [];
        var (group, version, kind, _) = wanted;
        if (SchemaFile.ReadKind(SchemaFolder.File(group, kind, version), text) is CustomSchema imported && imported.Kind == kind)
            return [imported];
        var import = new SchemaImport(null, new DiagnosticBag());
        import.Add(new SourceFile(url.AbsolutePath, text, Files.Digest.OfText(text)));
        if (
            import.Result.Kinds.OfType<CustomSchema>().Where(one => (one.Group, one.Kind) == (group, kind)).ToList() is
            { Count: > 0 } defined
        )
            return defined;
        if (
            JsonText.Read(url.AbsolutePath, text) is YamlMap document
            && JsonSchemaReader.Read(document, group, version, kind) is { } single
        )
            return [single];
        diagnostics.Add(Messages.FetchedNoSchema(at, url.AbsoluteUri));
        return [];
    }

    private bool IsAllowed(string host) => options.SchemaHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static Uri? UrlOf(SchemaAddress address, WantedSchema wanted) =>
        address.For(wanted.Group, wanted.Version, wanted.Kind, wanted.Release);
}
