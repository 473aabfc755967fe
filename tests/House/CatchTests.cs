using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>
/// No exception reaches a user without a code and a place: whoever catches everything throws on or tells by a code, and .NET's texts are
/// told in one place.
/// </summary>
public sealed partial class CatchTests
{
    // The text of these is a sentence of ours, or a grammar's, which the catalogue puts a code and a place around.
    private static readonly string[] Ours =
    [
        "TemplateException",
        "GitHubException",
        "PushRaceException",
        "RefusedException",
        "RemoteException",
        "StoppedException",
        "GitException",
        "YamlException",
        "UnlikeAnswerException",
        "UnlikeEvidenceException",
    ];

    // Where .NET's texts become ours, are shown as the trace that was asked for, or are kept for the one place.
    private static readonly string[] Tellers =
    [
        "Files/FileErrors.cs",
        "Cli/Failure.cs",
        "Cli/GitOpsGenCli.cs",
        "Processes/ProcessRunner.cs",
        "Doctor/Network.cs",
        "Engines/PinnedReleases.cs",
        "Validate/FetchedSchemas.cs",
    ];

    [Fact]
    public void Whoever_catches_everything_throws_on_or_tells_by_a_code()
    {
        var silent = Catches().Where(one => one.IsForAll && !Answers().IsMatch(one.Body)).Select(one => one.Name);
        Assert.Empty(silent);
    }

    [Fact]
    public void The_text_of_an_exception_of_NET_is_told_in_one_place()
    {
        var told = Catches()
            .Where(one =>
                one.Variable.Length > 0
                && !Ours.Contains(one.Type, StringComparer.Ordinal)
                && !Tellers.Contains(one.File, StringComparer.Ordinal)
            )
            .Where(one =>
                Regex.IsMatch(one.Body, $@"\b{one.Variable}(?:\.InnerException)?\??\.(?:Message|ToString)\b|\{{{one.Variable}\}}")
            )
            .Select(one => one.Name);
        Assert.Empty(told);
    }

    [Fact]
    public void There_are_catches_to_look_at() => Assert.True(Catches().Count() > 30);

    [Theory]
    [InlineData("catch { Say(); }", true)]
    [InlineData("catch (Exception) { Say(); }", true)]
    [InlineData("catch (Exception error) when (error is not OperationCanceledException) { Say(error.Message); }", true)]
    [InlineData("catch (Exception error) when (!cancellation.IsCancellationRequested) { Say(); }", true)]
    [InlineData("catch (Exception error) when (error is IOException or (JsonException and { LineNumber: 1 })) { Say(); }", false)]
    [InlineData("catch (Exception error)\n    when (error\n        is IOException\n    ) { Say(); }", false)]
    [InlineData("catch (IOException) { Say(); }", false)]
    [InlineData("catch (Exception error) when (error is IOException) { throw; }", false)]
    public void The_check_would_notice(string text, bool isForAll) => Assert.Equal(isForAll, Assert.Single(In("x.cs", text)).IsForAll);

    private static IEnumerable<Catch> Catches()
    {
        var root = Path.Join(Repository.Root, "generator");
        return Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(name => !name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal))
            .SelectMany(name => In(name, Comment().Replace(File.ReadAllText(Path.Join(root, name)), "")));
    }

    private static IEnumerable<Catch> In(string file, string text)
    {
        foreach (Match match in Begin().Matches(text))
        {
            var at = match.Index + match.Length;
            var condition = "";
            if (When().Match(text, at) is { Success: true } when && when.Index == at)
            {
                var end = Close(text, at + when.Length - 1, '(', ')');
                condition = text[(at + when.Length)..end];
                at = end + 1;
            }

            var open = text.IndexOf('{', at);
            var body = text[open..(Close(text, open, '{', '}') + 1)];
            yield return new Catch(
                file,
                text.AsSpan(0, match.Index).Count('\n') + 1,
                match.Groups["type"].Value,
                match.Groups["name"].Value,
                condition,
                body
            );
        }
    }

    private static int Close(string text, int open, char opening, char closing)
    {
        for (var (at, depth) = (open, 0); at < text.Length; at++)
        {
            if (text[at] == opening)
                depth++;
            if (text[at] == closing && --depth == 0)
                return at;
        }

        return text.Length - 1;
    }

    private sealed record Catch(string File, int Line, string Type, string Variable, string Condition, string Body)
    {
        public string Name => $"{File}, catch {(Type.Length == 0 ? "of everything" : Type)} near line {Line}";

        // A condition narrows only where it says what is caught, not what is left out.
        public bool IsForAll => Type is "" or "Exception" && !Regex.IsMatch(Condition, $@"\b{Variable}\s+is\s+(?!not\b)");
    }

    [GeneratedRegex(@"\bcatch\b(?:\s*\(\s*(?<type>[\w.]+)(?:\s+(?<name>\w+))?\s*\))?(?=\s*(?:when\b|\{))")]
    private static partial Regex Begin();

    [GeneratedRegex(@"\s*when\s*\(")]
    private static partial Regex When();

    [GeneratedRegex(@"\bthrow\b|\bMessages\.|\bFailure\.Of\b|\bFaults\.Of\b")]
    private static partial Regex Answers();

    [GeneratedRegex(@"(?<!:)//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
