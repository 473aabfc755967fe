namespace GitOpsGen.Files;

/// <summary>The kinds of refusals that are told apart.</summary>
internal enum FileErrorKind
{
    None,
    Denied,
    ReadOnly,
    TooLong,
    Full,
    OtherKind,
    NotThere,
    Program,
    Other,
}

/// <summary>The system's numbers of errors: on Linux and macOS as they are, on Windows with its facility before them.</summary>
internal static class Errno
{
    public static FileErrorKind Kind(int result) =>
        result < 0
            ? OfWindows(result & 0xffff)
            : result switch
            {
                1 or 13 => FileErrorKind.Denied,
                2 => FileErrorKind.NotThere,
                20 or 21 => FileErrorKind.OtherKind,
                // Full, over a quota, larger than a file may be.
                28 or 27 or 122 or 69 => FileErrorKind.Full,
                30 => FileErrorKind.ReadOnly,
                36 or 63 => FileErrorKind.TooLong,
                _ => FileErrorKind.Other,
            };

    public static string Words(int result) =>
        result switch
        {
            5 => "the device reports an error",
            12 => "no memory is left",
            16 or 26 => "it is in use",
            17 => "something is there already",
            18 => "it is on another file system",
            23 or 24 => "too many files are open",
            32 => "who was to read has gone",
            40 or 62 => "a symbolic link leads in a circle",
            < 0 when (result & 0xffff) == 4 => "too many files are open",
            < 0 when (result & 0xffff) is 32 or 33 => "another program uses it",
            < 0 => "it can be neither read nor written",
            _ => $"error {result}",
        };

    private static FileErrorKind OfWindows(int code) =>
        code switch
        {
            19 => FileErrorKind.ReadOnly,
            39 or 112 => FileErrorKind.Full,
            206 => FileErrorKind.TooLong,
            _ => FileErrorKind.Other,
        };
}
