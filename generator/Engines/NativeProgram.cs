namespace GitOpsGen.Engines;

/// <summary>Programs that the machine runs itself, as Linux, macOS and Windows write them; a script only says what else to run.</summary>
public static class NativeProgram
{
    private static readonly byte[][] Beginnings =
    [
        [0x7f, (byte)'E', (byte)'L', (byte)'F'],
        [0xcf, 0xfa, 0xed, 0xfe],
        [0xca, 0xfe, 0xba, 0xbe],
        [(byte)'M', (byte)'Z'],
    ];

    public static bool Is(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> first = stackalloc byte[4];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        foreach (var beginning in Beginnings)
            if (first[..read].StartsWith(beginning))
                return true;
        return false;
    }
}
