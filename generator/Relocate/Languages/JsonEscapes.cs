using System.Globalization;
using System.Text;

namespace GitOpsGen.Relocate.Languages;

/// <summary>Takes the escapes out of a JSON string and remembers where each character came from.</summary>
internal static class JsonEscapes
{
    public static string Decode(string text, int start, int length, out int[] places)
    {
        places = [];
        var raw = text.AsSpan(start, length);
        if (!raw.Contains('\\'))
            return raw.ToString();
        var value = new StringBuilder(length);
        var from = new List<int>(length);
        for (var i = 0; i < length; )
        {
            from.Add(start + i);
            i += One(raw[i..], value);
        }

        places = [.. from];
        return value.ToString();
    }

    // Appends one character and says how many it was written with.
    private static int One(ReadOnlySpan<char> raw, StringBuilder value)
    {
        if (raw[0] != '\\' || raw.Length == 1)
            return Append(value, raw[0], 1);
        if (
            raw[1] == 'u'
            && raw.Length >= 6
            && ushort.TryParse(raw[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
        )
            return Append(value, (char)code, 6);
        return Append(
            value,
            raw[1] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                var other => other,
            },
            2
        );
    }

    private static int Append(StringBuilder value, char character, int width)
    {
        value.Append(character);
        return width;
    }
}
