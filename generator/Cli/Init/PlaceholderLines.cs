using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Init;

/// <summary>Tells what is to be replaced in files that were made.</summary>
public static class PlaceholderLines
{
    public static void Write(IReadOnlyList<PlaceholderLine> lines, PrintedWriter output)
    {
        if (lines.Count > 0)
            output.WriteLine("to replace");
        foreach (var line in lines.Where(line => line.IsMarked))
            output.WriteLine($"  {line.Path}:{line.Line}  {line.Text}");
        foreach (var file in lines.Where(line => !line.IsMarked).GroupBy(line => line.Path, StringComparer.Ordinal))
            output.WriteLine(
                $"  {file.Key}:{string.Join(',', file.Select(line => line.Line))}  names of the example company "
                    + PlaceholderLine.ExampleCompany
            );
    }

    public static JsonArray Json(IEnumerable<PlaceholderLine> lines) =>
        new([
            .. lines.Select(line => new JsonObject
            {
                ["path"] = line.Path,
                ["line"] = line.Line,
                ["text"] = line.Text,
            }),
        ]);
}
