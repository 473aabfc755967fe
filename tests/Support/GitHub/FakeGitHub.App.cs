using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// An App shows itself with what its key has signed, and is given the token for the one repository.
public sealed partial class FakeGitHub
{
    /// <summary>How long a token holds that an App is given.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    private bool IsOfApp(string path) =>
        App is not null && path is $"{RestPath}/repos/contoso/small/installation" or $"{RestPath}/app/installations/7/access_tokens";

    private bool IsApp(string authorization)
    {
        var parts = authorization["Bearer ".Length..].Split('.');
        var isSigned = App!.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        return isSigned && (string?)claims["iss"] == "1234" && (long)claims["exp"]! - (long)claims["iat"]! <= 600;
    }

    private (int, JsonNode?) GiveToken() => (201, Answers.Token(Accepted, DateTimeOffset.UtcNow + TokenLife));
}
