using System.Text;

namespace GitOpsGen.Tests.Support.Pages;

internal static class ShellText
{
    /// <summary>Where the bracket closes that opens at <paramref name="open"/>; those in quotes do not count.</summary>
    public static int Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
            switch (text[at])
            {
                case '\'' or '"':
                    at = text.IndexOf(text[at], at + 1);
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return at;
            }

        throw new FormatException("a bracket is not closed");
    }

    /// <summary>As in <c>2&gt;</c>.</summary>
    public static bool IsNumber(StringBuilder word) => word.Length > 0 && word.ToString().All(char.IsAsciiDigit);
}
