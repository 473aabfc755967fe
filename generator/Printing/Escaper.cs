using System.Text;

namespace GitOpsGen.Printing;

/// <summary>Escapes a text piece by piece, as it is written; what is special may begin in one piece and end in the next.</summary>
internal sealed class Escaper
{
    // GitHub's runner takes a line for a command that begins so, after any blanks.
    private readonly Opening colons = new();
    private readonly Marker marker = new();

    // The first half of a character beyond the first 65,536.
    private char half;

    public string Line(string text) => Escape(text, keepsLines: false);

    public string Lines(string text) => Escape(text, keepsLines: true);

    private string Escape(string text, bool keepsLines)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            Add(result, c, keepsLines);
        // A line ends here, and with it whatever it has begun.
        if (!keepsLines)
            Flush(result);
        return result.ToString();
    }

    /// <summary>A line ends here that was written in pieces.</summary>
    public string End()
    {
        var result = new StringBuilder();
        Flush(result);
        Begin();
        return result.ToString();
    }

    private void Add(StringBuilder result, char c, bool keepsLines)
    {
        if (half != 0 && char.IsLowSurrogate(c))
        {
            Pair(result, half, c);
            half = '\0';
            return;
        }

        Flush(result);
        if (char.IsHighSurrogate(c))
            half = c;
        else if (c == '\n' && keepsLines)
            Break(result);
        else
            One(result, c);
    }

    private void Break(StringBuilder result)
    {
        result.Append('\n');
        Begin();
    }

    private void Begin()
    {
        colons.Begin();
        marker.Begin();
    }

    private void One(StringBuilder result, char c)
    {
        // Both look at every character.
        var isCommand = colons.IsSecond(c) | marker.IsBracket(c);
        if (isCommand || Invisible.Is(c))
            Written(result, c);
        else
            result.Append(c);
    }

    private void Pair(StringBuilder result, char high, char low)
    {
        colons.IsSecond(high);
        marker.IsBracket(high);
        if (Invisible.Is(char.ConvertToUtf32(high, low)))
            Written(Written(result, high), low);
        else
            result.Append(high).Append(low);
    }

    private void Flush(StringBuilder result)
    {
        if (half != 0)
            One(result, half);
        half = '\0';
    }

    private static StringBuilder Written(StringBuilder result, char c) =>
        c switch
        {
            '\n' => result.Append("\\n"),
            '\r' => result.Append("\\r"),
            '\t' => result.Append("\\t"),
            _ => result.Append($"\\u{(int)c:x4}"),
        };

    /// <summary>Two colons that begin a line.</summary>
    private sealed class Opening
    {
        private int seen;

        public void Begin() => seen = 0;

        public bool IsSecond(char c)
        {
            if (seen > 1 || (seen == 0 && char.IsWhiteSpace(c)))
                return false;
            seen = c == ':' ? seen + 1 : 2;
            return c == ':' && seen == 2;
        }
    }

    /// <summary>The bracket of <c>##[</c> or <c>##name[</c>, which several runners look for anywhere in a line.</summary>
    private sealed class Marker
    {
        private int hashes;
        private bool isName;

        public void Begin() => (hashes, isName) = (0, false);

        public bool IsBracket(char c)
        {
            if (c == '[' && hashes > 1)
                return true;
            if (hashes > 1 && char.IsAsciiLetter(c))
            {
                isName = true;
                return false;
            }

            hashes =
                c != '#' ? 0
                : isName ? 1
                : hashes + 1;
            isName = false;
            return false;
        }
    }
}
