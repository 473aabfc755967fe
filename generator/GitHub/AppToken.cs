using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub.Answers;

namespace GitOpsGen.GitHub;

/// <summary>
/// The token of a GitHub App's installation in one repository. The App's key signs a request that holds for minutes, which is exchanged for
/// a token that holds for an hour and is renewed before it ends.
/// </summary>
/// <param name="id">The App's number or client id.</param>
/// <param name="key">PEM.</param>
/// <param name="repository">owner/name; the token is good for nothing else.</param>
/// <param name="connect">A client that shows itself with the signed request.</param>
public sealed class AppToken(string id, string key, string repository, Func<ITokenSource, GitHubClient> connect, TimeProvider clock)
    : ITokenSource,
        IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1);
    private string token = "";
    private DateTimeOffset end = DateTimeOffset.MinValue;

    public async Task<string> TokenAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() + Early >= end)
                await RenewAsync(cancellation);
            return token;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task RenewAsync(CancellationToken cancellation)
    {
        var client = connect(new FixedToken(Sign()));
        var (owner, name) = (repository.Split('/')[0], repository.Split('/')[1]);
        var installation = await client
            .Api(GitHubAnswer.Installation, cancellation)
            .GitHubApps.GetRepositoryInstallationForCurrent(owner, name);
        // Octokit's own method takes a token for all that the App is installed in.
        var wanted = new JsonObject { ["repositories"] = new JsonArray(JsonValue.Create(name)) };
        var answer = await client.PostAsync<Octokit.AccessToken>(
            $"app/installations/{installation.Id}/access_tokens",
            wanted,
            GitHubAnswer.AccessToken,
            cancellation
        );
        (token, end) = (answer.Token, answer.ExpiresAt);
    }

    // GitHub takes ten minutes at most, and clocks differ.
    private string Sign()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iat"] = now - 60,
            ["exp"] = now + (9 * 60),
            ["iss"] = id,
        };
        var text = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{text}.{Base64Url.EncodeToString(Signature(text))}";
    }

    private byte[] Signature(string text)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new StoppedException(
                "the App's key is no private RSA key in PEM without a password. Give --app-key-file the .pem file that GitHub "
                    + "made under the App's private keys."
            );
        }
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
