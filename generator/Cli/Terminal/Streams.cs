using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Terminal;

/// <summary>How a command answers.</summary>
public enum OutputFormat
{
    Text,
    Json,
}

/// <summary>Results go to stdout, talk to stderr. What either quotes is escaped here, whoever writes it.</summary>
public sealed class Streams(TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Diagnostic> reported = [];

    public PrintedWriter Output { get; } = PrintedWriter.On(output);

    public PrintedWriter Error { get; } = PrintedWriter.On(error);

    /// <summary>What was found wrong, for an answer in JSON where the command gives none.</summary>
    public IReadOnlyList<Diagnostic> Reported => reported;

    /// <summary>The document of this run is written.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Prints what was found wrong, and how much of it.</summary>
    /// <param name="consequence">What the errors mean for the work tree; empty for a command that only reads.</param>
    public void Diagnostics(IReadOnlyList<Diagnostic> diagnostics, string consequence = "; nothing was written")
    {
        foreach (var diagnostic in diagnostics)
            Tell(diagnostic, $"{diagnostic}");
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (errors > 0)
            Error.WriteLine($"{errors} error{(errors == 1 ? "" : "s")}{consequence}.");
    }

    /// <summary>Says why the command does not begin.</summary>
    public void Refuse(string sentence) => Tell(Messages.Stopped(sentence), $"gitopsgen: {sentence}");

    /// <summary>Says which words of the command line are wrong.</summary>
    public void Misuse(string sentence) => Tell(Messages.WrongUsage(sentence) with { IsOfArgument = true }, $"gitopsgen: {sentence}");

    /// <param name="line">What people read of it.</param>
    public void Tell(Diagnostic diagnostic, string line)
    {
        reported.Add(diagnostic);
        Error.WriteLine(line);
    }

    /// <summary>One JSON document; every command's begins with these two. <c>docs/formats.md</c> describes them.</summary>
    public void Write(string command, JsonObject result)
    {
        var document = new JsonObject { ["schemaVersion"] = 1, ["command"] = command };
        foreach (var (key, value) in result)
            document[key] = value?.DeepClone();
        HasAnswered = true;
        Output.Write($"{document.ToJsonString(Json)}\n");
    }

    public static JsonArray ToJson(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
