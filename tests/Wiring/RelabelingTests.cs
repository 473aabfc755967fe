using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Scraping;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>Relabelings as Prometheus applies them: anchored patterns, Go's replacements, and what the operator refuses.</summary>
public sealed class RelabelingTests
{
    [Theory]
    [InlineData("{action: keep, sourceLabels: [a], regex: on}", "no", "a=one b=two")]
    [InlineData("{action: keep, sourceLabels: [a], regex: on.}", "yes", "a=one b=two")]
    [InlineData("{action: keep, sourceLabels: [a], regex: ^one$}", "yes", "a=one b=two")]
    [InlineData("{action: keep, sourceLabels: [a, b], regex: one;two}", "yes", "a=one b=two")]
    [InlineData("{action: Keep, sourceLabels: [a, b], separator: '-', regex: one-two}", "yes", "a=one b=two")]
    [InlineData("{action: drop, sourceLabels: [c], regex: ''}", "no", "a=one b=two")]
    [InlineData("{action: drop, sourceLabels: [c], regex: .+}", "yes", "a=one b=two")]
    [InlineData("{sourceLabels: [a], targetLabel: c}", "yes", "a=one b=two c=one")]
    [InlineData("{sourceLabels: [a], regex: 'o(n)e', targetLabel: c, replacement: '${1}x$1'}", "yes", "a=one b=two c=nxn")]
    [InlineData("{sourceLabels: [a], regex: 'o(n)e', targetLabel: c, replacement: '$1x'}", "yes", "a=one b=two")]
    [InlineData("{sourceLabels: [a], regex: none, targetLabel: b, replacement: x}", "yes", "a=one b=two")]
    [InlineData("{targetLabel: b, replacement: ''}", "yes", "a=one")]
    [InlineData("{action: labelmap, regex: '(a)', replacement: 'x_$1'}", "yes", "a=one b=two x_a=one")]
    [InlineData("{action: labeldrop, regex: '[ab]'}", "yes", "")]
    [InlineData("{action: labelkeep, regex: b}", "yes", "b=two")]
    [InlineData("{action: uppercase, sourceLabels: [a], targetLabel: a}", "yes", "a=ONE b=two")]
    [InlineData("{action: keepequal, sourceLabels: [a], targetLabel: b}", "no", "a=one b=two")]
    [InlineData("{action: dropequal, sourceLabels: [a], targetLabel: b}", "yes", "a=one b=two")]
    [InlineData("{action: keep, sourceLabels: [a], regex: '(?i)ONE'}", "unknown", "a=one b=two")]
    public void An_action_does_what_it_does_in_Prometheus(string yaml, string stays, string labels)
    {
        var all = new TargetLabels();
        all.Set("a", "one");
        all.Set("b", "two");
        Assert.Equal(stays, new RelabelRun(all, GoPattern.Of).Apply([Read(yaml)]).Word());
        Assert.Equal(labels, string.Join(' ', all.All.Select(label => $"{label.Key}={label.Value.Text}")));
    }

    [Theory]
    [InlineData("{action: replace}", "no targetLabel")]
    [InlineData("{action: replaces, targetLabel: x}", "which there is not")]
    [InlineData("{action: hashmod, targetLabel: x}", "no modulus")]
    [InlineData("{action: labeldrop, sourceLabels: [a], regex: x}", "a regex and nothing else")]
    [InlineData("{action: keepequal, sourceLabels: [a], targetLabel: b, regex: x}", "alone")]
    [InlineData("{action: keep, sourceLabels: [a], regex: '(x'}", "a regex that is none")]
    [InlineData("{action: keep, sourceLabels: [a], regex: '*x'}", "a regex that is none")]
    [InlineData("{action: keep, sourceLabels: [a], regex: '(?P<n>x)'}", null)]
    [InlineData("{action: keep, sourceLabels: [a]}", null)]
    public void What_the_operator_refuses_is_refused(string yaml, string? problem)
    {
        var found = Read(yaml).Problem(GoPattern.Of);
        if (problem is null)
            Assert.Null(found);
        else
            Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    private static Relabeling Read(string yaml) => Relabeling.Read(YamlReader.ReadMap("x", yaml, new DiagnosticBag())!);
}
