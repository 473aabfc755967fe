using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsGen.Tests.Support;

/// <summary>What the file of a snapshot is called and where it stands.</summary>
internal static partial class SnapshotName
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>As <c>UsageTests.Help_command=release-cut</c>; a list of words is one value.</summary>
    public static string Stem(MethodInfo method, object?[] arguments)
    {
        var parameters = method.GetParameters().Zip(arguments, (parameter, value) => $"_{parameter.Name}={Written(value)}");
        return $"{method.ReflectedType!.Name}.{method.Name}{string.Concat(parameters)}";
    }

    /// <summary>The folder of a source file in this repository, also where the compiler was told to forget the machine's paths.</summary>
    public static string FolderOf(string sourceFile)
    {
        var path = sourceFile.Replace('\\', '/');
        var tests = path.LastIndexOf("/tests/", StringComparison.Ordinal);
        return Path.Join(Repository.Root, Path.GetDirectoryName(path[tests..]));
    }

    public static byte[] Bytes(string text) => Utf8.GetBytes(text);

    /// <summary>A snapshot of the same test that was once written with another extension; null where there is none.</summary>
    public static string? OfOtherKind(string place, string extension) =>
        Directory
            .EnumerateFiles(Path.GetDirectoryName(place)!, $"{Path.GetFileName(place)}.verified.*")
            .FirstOrDefault(file => Path.GetExtension(file) != $".{extension}");

    private static string Written(object? value) =>
        Unfit()
            .Replace(
                value switch
                {
                    null => "null",
                    string text => text,
                    IEnumerable<object?> list => string.Join('-', list),
                    _ => value.ToString()!,
                },
                "-"
            );

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex Unfit();
}
