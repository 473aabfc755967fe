using System.Text;

namespace GitOpsGen.Tests.Support;

/// <summary>Breaks files as a careless hand, a bad merge, a torn disk or an attacker does. Seeded, so that a failure comes again.</summary>
public sealed class Mutator(Random random)
{
    private static readonly string[] Nasty =
    [
        "&a",
        "*a",
        "<<: *a",
        "!!binary x",
        "!x y",
        "? ",
        "- ",
        "|",
        ">",
        "'",
        "\"",
        "[",
        "{",
        "}",
        "]",
        ":",
        "#",
        "%YAML 9.9",
        "---",
        "...",
        "\t",
        "\r",
        "\0",
        "\u0085",
        "\ufeff",
        "~",
        "null",
        "true",
        "1e999",
        "-0",
        "99999999999999999999",
        "../../..",
        "/etc/passwd",
        "~/x",
        "a\\b",
        "\ud83d\ude00",
        "\"\\ud800\"",
        "\"\\x00\"",
        "\"\\U00110000\"",
        "name: ''",
        "apps: {'': {}}",
        "extends: [dev, prod, shared]",
        "requires: [web, config]",
        "pattern: '('",
        "kind: App",
        "kind: Fleet",
        "waves: []",
        "percent: 50",
        "follows: head",
        "abstract: true",
        "when: []",
        "default: {a: 1}",
        "type: object",
        "properties: {}",
        "digest: x",
        "path: .",
        "base: .",
        "base: ''",
        "\u001b]0;x\a",
        "\n::error::x\n",
        "{{",
        "}}",
        "{{ for x in y }}",
        "{{ x | y }}",
        "((((((((((((((((((((",
        "[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":",
        "[null]",
        "-1",
        "2147483648",
        "\u202e",
        "file://x",
        "git@x:y",
    ];

    public byte[] Mangle(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(10))
        {
            case 0:
                return [.. bytes.Select(b => random.Next(40) == 0 ? (byte)(b ^ (1 << random.Next(8))) : b)];
            case 1:
                return bytes[..random.Next(bytes.Length + 1)];
            case 2:
                lines.RemoveAt(one);
                break;
            case 3:
                lines.Insert(other, lines[one]);
                break;
            case 4:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 5:
                lines[one] = new string(' ', random.Next(6)) + lines[one].TrimStart();
                break;
            case 6:
                lines[one] = lines[one].Insert(random.Next(lines[one].Length + 1), Any());
                break;
            case 7:
                lines.Insert(one, new string(' ', random.Next(6)) + Any());
                break;
            case 8:
                lines[one] = Cut(lines[one]);
                break;
            default:
                var colon = lines[one].IndexOf(':', StringComparison.Ordinal);
                lines[one] = colon < 0 ? Any() : $"{lines[one][..(colon + 1)]} {Any()}";
                break;
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private string Any() => Nasty[random.Next(Nasty.Length)];

    // What is on one line, as JSON mostly is, is broken within it.
    private string Cut(string line)
    {
        var (from, to) = (random.Next(line.Length + 1), random.Next(line.Length + 1));
        return from <= to ? line.Remove(from, Math.Min(to - from, 12)).Insert(from, Any()) : line.Insert(to, line[to..from]);
    }
}
