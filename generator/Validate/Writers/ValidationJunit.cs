using System.Globalization;
using System.Text;
using System.Xml;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;

namespace GitOpsGen.Validate.Writers;

/// <summary>
/// JUnit's XML, as pipelines show it: a suite for each set of rules, a case for each rule. What cannot be told is skipped.
/// </summary>
public static class ValidationJunit
{
    public static string Write(ValidationReport report)
    {
        var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            OmitXmlDeclaration = true,
            CheckCharacters = false,
        };
        using (var xml = XmlWriter.Create(text, settings))
        {
            var found = report.Open.ToLookup(finding => finding.Rule, StringComparer.Ordinal);
            xml.WriteStartElement("testsuites");
            Input(xml, report.Diagnostics);
            foreach (var set in report.Rules.GroupBy(rule => rule.Set, StringComparer.Ordinal))
                Suite(xml, set.Key, [.. set.DistinctBy(rule => rule.Rule.Id, StringComparer.Ordinal)], found);
            // What stopped the render was judged there.
            var others = found.Where(rule => report.Rules.All(tally => tally.Rule.Id != rule.Key)).ToList();
            if (others.Count > 0)
                Others(xml, others);
            xml.WriteEndElement();
        }

        return $"""<?xml version="1.0" encoding="UTF-8"?>{"\n"}{text}{"\n"}""";
    }

    private static void Input(XmlWriter xml, IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        Begin(xml, "Input", Math.Max(1, errors.Count), errors.Count, 0);
        if (errors.Count == 0)
            Case(xml, "Input", "is readable", [], null);
        foreach (var error in errors)
            Case(xml, "Input", $"{error.Code} {error.At}".Trim(), [$"{error}"], null);
        xml.WriteEndElement();
    }

    private static void Suite(XmlWriter xml, string title, IReadOnlyList<RuleTally> rules, ILookup<string, Finding> found)
    {
        var failed = rules.Count(rule => Faults(found[rule.Rule.Id]).Any());
        var skipped = rules.Count(rule => !Faults(found[rule.Rule.Id]).Any() && rule.CannotTell > 0);
        Begin(xml, title, rules.Count, failed, skipped);
        foreach (var rule in rules)
            Case(
                xml,
                title,
                $"{rule.Rule.Id} {rule.Rule.Summary}",
                [.. Faults(found[rule.Rule.Id])],
                rule.CannotTell > 0 ? string.Join('\n', found[rule.Rule.Id].Select(finding => $"{finding.Diagnostic}")) : null
            );
        xml.WriteEndElement();
    }

    private static void Others(XmlWriter xml, IReadOnlyList<IGrouping<string, Finding>> rules)
    {
        Begin(xml, "Render", rules.Count, rules.Count(rule => Faults(rule).Any()), 0);
        foreach (var rule in rules)
            Case(xml, "Render", rule.Key, [.. Faults(rule)], null);
        xml.WriteEndElement();
    }

    private static IEnumerable<string> Faults(IEnumerable<Finding> findings) =>
        findings.Where(finding => finding.IsOpen).Select(finding => $"{finding.Diagnostic} [{Words.Places(finding.In)}]");

    private static void Begin(XmlWriter xml, string name, int tests, int failures, int skipped)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Plain(name));
        xml.WriteAttributeString("tests", $"{tests}");
        xml.WriteAttributeString("failures", $"{failures}");
        xml.WriteAttributeString("skipped", $"{skipped}");
    }

    private static void Case(XmlWriter xml, string suite, string name, IReadOnlyList<string> faults, string? doubt)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Plain(suite));
        xml.WriteAttributeString("name", Plain(name));
        if (faults.Count > 0)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Plain(faults[0]));
            xml.WriteString(string.Join('\n', faults.Select(Plain)));
            xml.WriteEndElement();
        }
        else if (doubt is not null)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", "cannot tell");
            xml.WriteString(string.Join('\n', doubt.Split('\n').Select(Plain)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // No character that XML forbids is left.
    private static string Plain(string text) => new([.. PlainText.Line(text).Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
}
