using System.Net;

namespace GitOpsGen.Printing;

/// <summary>Puts any text into HTML, also into an attribute in double quotes.</summary>
public static class HtmlText
{
    public static string Of(string text) => WebUtility.HtmlEncode(PlainText.Lines(text));
}
