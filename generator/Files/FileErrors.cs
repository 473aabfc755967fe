using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Files;

/// <summary>What the system refused, in our words: whatever .NET's text says, it is neither placed nor mended.</summary>
public static partial class FileErrors
{
    /// <summary>Null where it is not the system that failed.</summary>
    /// <param name="root">Of the repository; a path below it is a place in it.</param>
    public static Diagnostic? Of(Exception error, string? root)
    {
        var path = PathOf(error);
        var (at, shown) = Place(path, root);
        return Kind(error, path) switch
        {
            FileErrorKind.Denied => Messages.AccessDenied(at, shown),
            FileErrorKind.ReadOnly => Messages.ReadOnlySystem(at, shown),
            FileErrorKind.TooLong => Messages.PathTooLong(at, shown),
            FileErrorKind.Full => Messages.DiskFull(at, shown),
            FileErrorKind.OtherKind => Messages.NotThatKind(at, shown),
            FileErrorKind.NotThere => Messages.NotThere(at, shown),
            FileErrorKind.Program => Messages.ProgramDoesNotStart(path, WhyNotStarted(error)),
            FileErrorKind.Other => Messages.SystemRefuses(at, shown, Reason(error)),
            _ => null,
        };
    }

    /// <summary>The end of a sentence that says what cannot be done.</summary>
    public static string Reason(Exception error) =>
        error is (IOException or JsonException or InvalidDataException) && IsOurs(error)
            ? error.Message.TrimEnd('.')
            : Kind(error, PathOf(error)) switch
            {
                FileErrorKind.Denied => "permission denied",
                FileErrorKind.ReadOnly => "the file system is read-only",
                FileErrorKind.TooLong => "the path is too long for the system",
                FileErrorKind.Full => "no space is left",
                FileErrorKind.OtherKind => "a folder is there and no file, or a file and no folder",
                FileErrorKind.NotThere => "it is not there",
                FileErrorKind.Program => $"the program '{PathOf(error)}' cannot be started ({WhyNotStarted(error)})",
                FileErrorKind.Other => error switch
                {
                    OutOfMemoryException => "no memory is left",
                    DecoderFallbackException => "it is not UTF-8",
                    _ => Errno.Words(error.HResult),
                },
                _ => error is JsonException { LineNumber: { } line }
                    ? $"it is no JSON from line {line + 1} on"
                    : "it has not the form that it should have",
            };

    /// <summary>Thrown here, so that its text is a sentence of ours.</summary>
    public static bool IsOurs(Exception error) => error.TargetSite?.Module.Assembly == typeof(FileErrors).Assembly;

    private static FileErrorKind Kind(Exception error, string path) =>
        error switch
        {
            Win32Exception or FileNotFoundException { InnerException: Win32Exception } => FileErrorKind.Program,
            FileNotFoundException or DirectoryNotFoundException => FileErrorKind.NotThere,
            PathTooLongException => FileErrorKind.TooLong,
            // Opening a folder as a file is told as a right that is missing.
            UnauthorizedAccessException => error.StackTrace?.Contains("SafeFileHandle", StringComparison.Ordinal) == true
            && Directory.Exists(path)
                ? FileErrorKind.OtherKind
                : FileErrorKind.Denied,
            OutOfMemoryException or DecoderFallbackException => FileErrorKind.Other,
            IOException => Errno.Kind(error.HResult),
            _ => FileErrorKind.None,
        };

    private static string WhyNotStarted(Exception error) =>
        ((error as Win32Exception ?? error.InnerException as Win32Exception)?.NativeErrorCode) switch
        {
            2 => "it is not there",
            13 => "it may not be run",
            8 => "it is no program of this system",
            7 => "its arguments are too long",
            { } code => Errno.Words(code),
            null => "it is not there",
        };

    // Most exceptions have their path in their text alone.
    private static string PathOf(Exception error) =>
        error switch
        {
            FileNotFoundException { FileName: { Length: > 0 } name } => name,
            _ when error.StackTrace?.Contains("ConsoleStream", StringComparison.Ordinal) == true => "standard output",
            _ when Quoted().Match(error.Message) is { Success: true } match => match.Groups[1].Value,
            _ => "",
        };

    private static (Position? At, string Shown) Place(string path, string? root)
    {
        if (path.Length == 0 || root is null || !Path.IsPathRooted(path))
            return (null, path);
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative is "." or ".." || relative.StartsWith("../", StringComparison.Ordinal)
            ? (null, path)
            : (Position.Start(relative), path);
    }

    [GeneratedRegex("'(.+)'", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
