using System.Text;
using GitOpsGen.Check.References;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Secrets;

/// <summary>The texts that are looked through, and how the places of what is found are shown.</summary>
internal static class SecretTexts
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The scalar's text; decoded, where the field is one of bytes.</summary>
    public static string Of(Manifest manifest, in ScalarPlace place) =>
        manifest.GroupKind == "ConfigMap" && place.Walk.IsBelow("binaryData") ? Decoded(place.Text) ?? "" : place.Text;

    /// <summary>Null for what is no base64 of a text.</summary>
    public static string? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return null;
        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Of a text of several lines, the one that the place is in; else 0.</summary>
    public static int Line(string text, int index) => text.AsSpan().Trim().Contains('\n') ? text.AsSpan(0, index).Count('\n') + 1 : 0;

    public static string Show(Manifest manifest) => Show(ObjectNames.Of(manifest));

    /// <summary>A name may itself be what nobody may read.</summary>
    public static string Show(string name) =>
        TokenShapes.In(name).Count > 0 || AddressShapes.In(name) is not null ? SecretValues.Hidden : name;
}
