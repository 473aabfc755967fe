using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Diagnostics;

/// <summary>Every code is one message's, is tested, and is explained in docs/diagnostics.md.</summary>
public sealed partial class MessageCatalogueTests
{
    // Codes that no test names. Whoever adds one says why.
    private static readonly Dictionary<string, string> Untested = new(StringComparer.Ordinal)
    {
        ["GOG404"] = "no plan that is known breaks an order of merges; tests/Promote/Steps breaks them by hand",
        ["GOG092"] = "no engine at hand hides its version",
    };

    private static readonly IReadOnlyList<Entry> Catalogue = ReadCatalogue();

    [Fact]
    public void Every_code_belongs_to_one_message()
    {
        Assert.True(Catalogue.Count > 90, $"only {Catalogue.Count} codes");
        Assert.Empty(
            Catalogue
                .GroupBy(entry => entry.Code, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Method))}")
        );
        Assert.Empty(
            Catalogue.GroupBy(entry => entry.Method, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)
        );
    }

    [Fact]
    public void Every_code_is_named_by_a_test()
    {
        var own = nameof(MessageCatalogueTests) + ".cs";
        var named = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != own && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        var codes = Catalogue.Select(entry => entry.Code).ToList();
        Assert.Equal([], codes.Except(named, StringComparer.Ordinal).Except(Untested.Keys, StringComparer.Ordinal));
        Assert.Equal([], named.Except(codes, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_is_explained_in_its_section_with_its_severity()
    {
        // Files are in the order of their names, sections in that of a reader.
        var rows = ReadDocument();
        var sections = rows.Select(row => row.Section).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(
            Catalogue.OrderBy(entry => sections.IndexOf(entry.Section)).Select(entry => $"{entry.Section}: {entry.Code} {entry.Severity}"),
            rows.Select(row => $"{row.Section}: {row.Code} {row.Severity}")
        );
    }

    [Fact]
    public void Every_explanation_says_what_it_means_and_how_to_mend_it() =>
        Assert.All(ReadDocument(), row => Assert.True(row.Meaning.EndsWith('.') && row.Mend.EndsWith('.'), row.Code));

    // A method, its code and its severity, below the comment that names its section.
    private static List<Entry> ReadCatalogue()
    {
        // The findings of rules have ids and pages of their own: tests/Check/RuleCatalogueTests.
        var files = Directory.EnumerateFiles(Path.Join(Repository.Root, "generator", "Diagnostics"), "Messages*.cs").ToList();
        var text = string.Join("\n\n", files.Order(StringComparer.Ordinal).Select(File.ReadAllText));
        // A code that others ask for has a name.
        foreach (Match named in NamedCode().Matches(text))
            text = Regex.Replace(text, $@"\(\s*{named.Groups[1].Value},", $"(\"{named.Groups[2].Value}\",");
        var section = "";
        var entries = new List<Entry>();
        foreach (Match match in SectionOrMethod().Matches(text))
        {
            if (match.Groups["section"] is { Success: true } found)
            {
                section = char.ToUpperInvariant(found.Value[0]) + found.Value[1..].Trim();
                continue;
            }

            var made = Made().Matches(match.Groups["body"].Value);
            Assert.True(made.Count > 0, match.Groups["method"].Value);
            var severity = string.Join(" or ", made.Select(one => one.Groups[1].Value.ToLowerInvariant()));
            entries.Add(
                new Entry(
                    section,
                    match.Groups["method"].Value,
                    Assert.Single(made.Select(one => one.Groups[2].Value).Distinct(StringComparer.Ordinal)),
                    severity
                )
            );
        }

        return entries;
    }

    private static List<(string Section, string Code, string Severity, string Meaning, string Mend)> ReadDocument()
    {
        var section = "";
        var rows = new List<(string, string, string, string, string)>();
        foreach (var line in File.ReadLines(Path.Join(Repository.Root, "docs", "diagnostics.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            if (Row().Match(line) is { Success: true } row)
                rows.Add((section, row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value));
        }

        return rows;
    }

    [GeneratedRegex("""const string (\w+) = "(GOG[0-9]{3})";""")]
    private static partial Regex NamedCode();

    [GeneratedRegex(@"GOG[0-9]{3}\b")]
    private static partial Regex Code();

    [GeneratedRegex(
        @"\n// ---- (?<section>[^\n]+)|public static Diagnostic (?<method>\w+)\((?<body>.*?)(?=\n\n|\n})",
        RegexOptions.Singleline
    )]
    private static partial Regex SectionOrMethod();

    [GeneratedRegex("""\b(Error|Warning|Note)\(\s*"(GOG[0-9]{3})"(?=,)""")]
    private static partial Regex Made();

    [GeneratedRegex(@"^\| (GOG[0-9]{3}) \| ([a-z ]+) \| (.+) \| (.+) \|$")]
    private static partial Regex Row();

    private sealed record Entry(string Section, string Method, string Code, string Severity);
}
