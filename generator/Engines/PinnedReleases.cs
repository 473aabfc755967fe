using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GitOpsGen.Files;
using GitOpsGen.Http;
using GitOpsGen.State;

namespace GitOpsGen.Engines;

/// <summary>
/// The releases that are fetched where no engine is installed, and what their archives must hash to (published by the projects).
/// </summary>
public static class PinnedReleases
{
    public static PinnedRelease Kustomize { get; } =
        new(
            "kustomize",
            "5.6.0",
            "https://github.com/kubernetes-sigs/kustomize/releases/download/kustomize%2Fv5.6.0/",
            new Dictionary<string, (string File, string Sha256)>(StringComparer.Ordinal)
            {
                ["linux-amd64"] = (
                    "kustomize_v5.6.0_linux_amd64.tar.gz",
                    "54e4031ddc4e7fc59e408da29e7c646e8e57b8088c51b84b3df0864f47b5148f"
                ),
                ["linux-arm64"] = (
                    "kustomize_v5.6.0_linux_arm64.tar.gz",
                    "ad8ab62d4f6d59a8afda0eec4ba2e5cd2f86bf1afeea4b78d06daac945eb0660"
                ),
                ["darwin-amd64"] = (
                    "kustomize_v5.6.0_darwin_amd64.tar.gz",
                    "3432be97f9fb4899148bf2485ccf9080e5e7702758eb16c92cd2f2f335e12a03"
                ),
                ["darwin-arm64"] = (
                    "kustomize_v5.6.0_darwin_arm64.tar.gz",
                    "791d9497d2973d4af17c9c0c2b3991ce82e61d1a2bf79f4ef78dd9dce25a6d3d"
                ),
                ["windows-amd64"] = (
                    "kustomize_v5.6.0_windows_amd64.zip",
                    "f21d94e9660b4f11a47c4fdc26b936d513f8aada879e5c53553abd27369ef3a1"
                ),
            }
        );

    public static PinnedRelease Helm { get; } =
        new(
            "helm",
            "4.1.4",
            "https://get.helm.sh/",
            new Dictionary<string, (string File, string Sha256)>(StringComparer.Ordinal)
            {
                ["linux-amd64"] = ("helm-v4.1.4-linux-amd64.tar.gz", "70b2c30a19da4db264dfd68c8a3664e05093a361cefd89572ffb36f8abfa3d09"),
                ["linux-arm64"] = ("helm-v4.1.4-linux-arm64.tar.gz", "13d03672be289045d2ff00e4e345d61de1c6f21c1257a45955a30e8ae036d8f1"),
                ["darwin-amd64"] = ("helm-v4.1.4-darwin-amd64.tar.gz", "abf09c8503ad1d8ef76d3737a058c3456a998aae5f5966fce4bb3031aeb1654e"),
                ["darwin-arm64"] = ("helm-v4.1.4-darwin-arm64.tar.gz", "7c2eca678e8001fa863cdf8cbf6ac1b3799f9404a89eb55c08260ef5732e658d"),
                ["windows-amd64"] = ("helm-v4.1.4-windows-amd64.zip", "bd60f567f667631a2c9b698dfabe5e3cd52eaaf4264163c0a9cae566db8560e8"),
            }
        );
}

/// <summary>An engine's release for some platforms.</summary>
/// <param name="Url">The folder of the archives.</param>
/// <param name="Archives">The archive's name and SHA-256, by platform.</param>
public sealed record PinnedRelease(
    string Name,
    string Version,
    string Url,
    IReadOnlyDictionary<string, (string File, string Sha256)> Archives
)
{
    // The largest archive of today has 18 MiB.
    private const long Largest = 64 << 20;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private static readonly ConcurrentDictionary<(string Program, FileStamp Stamp), string?> Verified = new();

    /// <summary>Why the last download did not succeed.</summary>
    public string? Failure { get; private set; }

    public static string Platform =>
        (
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux"
        ) + $"-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}";

    public string CachedProgram() =>
        Path.Join(UserCache.Root, "tools", $"{Name}-{Version}-{Platform}", OperatingSystem.IsWindows() ? $"{Name}.exe" : Name);

    /// <summary>
    /// Why the program in the cache is not the one that was downloaded; null when it is. Its hash was written beside it then, in a folder
    /// that is the user's own, and is compared once in a run: some 50 MB, a tenth of a second.
    /// </summary>
    public string? WhyNotTrusted()
    {
        var program = CachedProgram();
        if (FileStamp.Of(program) is not { } stamp)
            return "is no plain file";
        return Verified.GetOrAdd(
            (program, stamp),
            _ =>
            {
                if (!File.Exists(RecordOf(program)))
                    return "has no record of its SHA-256 beside it";
                return File.ReadAllText(RecordOf(program)).Trim() == Digest.OfFile(program)
                    ? null
                    : "is not the file that was downloaded, by its SHA-256";
            }
        );
    }

    /// <summary>Where the SHA-256 of a kept program is.</summary>
    public static string RecordOf(string program) => $"{program}.sha256";

    /// <summary>Fetches, checks and unpacks the program; null when that fails, and <see cref="Failure"/> says why.</summary>
    public async Task<string?> DownloadAsync(Action<string> tell, CancellationToken cancellation)
    {
        if (!Archives.TryGetValue(Platform, out var pinned))
            return null;
        var (name, expected) = pinned;
        var url = new Uri(Url + name);
        tell($"{Name} was not found; downloading {Name} {Version} from {url.Host} (SHA-256 {expected}) into the cache.");
        try
        {
            var archive = await HttpDownload.BytesAsync(url, Largest, TimeLimit, cancellation);
            var found = Convert.ToHexStringLower(SHA256.HashData(archive));
            if (found != expected)
            {
                Failure = $"what {url.Host} sent for {Name} {Version} has the SHA-256 {found}, not {expected}; it was thrown away";
                return null;
            }

            return name.EndsWith(".zip", StringComparison.Ordinal)
                ? await UnzipAsync(archive, cancellation)
                : await UntarAsync(archive, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Failure = $"downloading {Name} {Version} from {url.Host} failed ({error.Message.TrimEnd('.')})";
            return null;
        }
    }

    private async Task<string> UntarAsync(byte[] archive, CancellationToken cancellation)
    {
        await using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
            if (
                entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } data }
                && IsProgram(entry.Name)
            )
                return await KeepAsync(data, cancellation);
        throw new InvalidDataException($"the archive holds no {Name}");
    }

    private async Task<string> UnzipAsync(byte[] archive, CancellationToken cancellation)
    {
        await using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        var entry =
            zip.Entries.FirstOrDefault(entry => IsProgram(entry.FullName))
            ?? throw new InvalidDataException($"the archive holds no {Name}");
        await using var data = await entry.OpenAsync(cancellation);
        return await KeepAsync(data, cancellation);
    }

    private bool IsProgram(string entry) => Path.GetFileName(entry) == Path.GetFileName(CachedProgram());

    // Written beside its place and moved, so that two runs never see half a program.
    private async Task<string> KeepAsync(Stream data, CancellationToken cancellation)
    {
        var program = CachedProgram();
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        var temporary = $"{program}.{Environment.ProcessId}";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            await data.CopyToAsync(file, cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(RecordOf(temporary), Digest.OfFile(temporary), cancellation);
        File.Move(RecordOf(temporary), RecordOf(program), overwrite: true);
        File.Move(temporary, program, overwrite: true);
        return program;
    }
}
