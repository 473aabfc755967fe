using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Where a command line, or a list of its words, takes a namespace.</summary>
internal static partial class CommandForms
{
    /// <summary>Whether the token is the value of a flag for a namespace, or the name of the Namespace a command is about.</summary>
    public static bool IsNamespace(MovedToken token, NamedObjects objects)
    {
        var line = Joined(token);
        if (Item().IsMatch(token.Before) && token.Above(1).FirstOrDefault() is { } above && Flag().IsMatch(above))
            return true;
        if (LongFlag().IsMatch(line))
            return !OtherNamespace().IsMatch(line);
        if (ShortFlag().Match(line) is { Success: true } flag)
            return !Strangers().IsMatch(Program(Put().Replace(line[..flag.Index], "_")));
        return Field().IsMatch(line)
            || (objects.All && Itself().IsMatch(line))
            || Positional().IsMatch(line)
            || Dotted().IsMatch(line)
            || (token.Behind.StartsWith('/') && Copy().IsMatch(line));
    }

    /// <summary>The object that kubectl is asked for beside the flag; null where the command names none in so many words.</summary>
    public static string? Named(MovedToken token)
    {
        var line = Joined(token);
        var command = line[Math.Max(0, line.LastIndexOfAny(['|', ';', '&', '`']) + 1)..] + token.Behind;
        // A list of words, as a manifest has it.
        if (token.Before.Contains('[', StringComparison.Ordinal))
            command = Marks().Replace(command, " ");
        var end = command.IndexOfAny(['|', ';', '&', '`', '#', '>']);
        return Object().Match(end < 0 ? command : command[..end]) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    // The lines above that end in a backslash belong to it.
    private static string Joined(MovedToken token)
    {
        var line = token.Before;
        foreach (var above in token.Above(20))
        {
            if (above.TrimEnd() is not [.., '\\' or '`' or '|'] || above.TrimEnd().EndsWith("```", StringComparison.Ordinal))
                break;
            line = above.TrimEnd().TrimEnd('\\', '`') + " " + line.TrimStart();
        }

        return line;
    }

    private static string Program(string line) => line[Math.Max(0, line.LastIndexOfAny(['|', ';', '&', '`', '(', '"', '\'']) + 1)..].Trim();

    private const string Gap = """["'\]]*[=\s,"'\[]+(?:[a-z0-9-]+[,:])*(?:\$\{+\w+:?[-=])?["']?$""";

    [GeneratedRegex("""(?:^|[\s"'`\[(,])--?[A-Za-z-]*[nN]amespaces?""" + Gap)]
    private static partial Regex LongFlag();

    [GeneratedRegex("""[\[\]{},"']+""")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\$\([^()]*\)")]
    private static partial Regex Put();

    [GeneratedRegex("""^\s*-\s+["']?$""")]
    private static partial Regex Item();

    // The word above in a list of words.
    [GeneratedRegex("""^\s*-\s+["']?(-n|--[\w-]*namespace)["']?\s*$""")]
    private static partial Regex Flag();

    // Those of Service Bus and its like.
    [GeneratedRegex(@"\baz\s+(?:servicebus|eventhubs?|relay|eventgrid|notification-hub)\b|--namespace-name|\baws\s+cloudwatch\b")]
    private static partial Regex OtherNamespace();

    [GeneratedRegex("""(?:^|[\s"'`\[(,])(?:-[A-Za-z]{0,3}n=?["']?(?:\$\{+\w+:?[-=])?$|(?:-[A-Za-z]{0,3}n|-N|-ns|--ns|-i|-L)""" + Gap + ")")]
    private static partial Regex ShortFlag();

    [GeneratedRegex(
        @"^[@-]*(sudo\s+)?(az|eksctl|head|tail|echo|printf|sort|sed|grep|read|ssh|docker|git|date|xargs)\b(?!.*\b(kubectl|helm|oc)\b)"
    )]
    private static partial Regex Strangers();

    [GeneratedRegex(@"\.namespace=$")]
    private static partial Regex Field();

    [GeneratedRegex(
        @"\b(?:kubectl|oc|k)\b.*\b(?:get|describe|delete|create|edit|label|annotate|patch|wait)\b.*"
            + @"\b(?:ns|namespaces?)[\s/]+(?:[a-z0-9-]+\s+)*$"
    )]
    private static partial Regex Itself();

    [GeneratedRegex(@"\bkubens\s+$|\boc\s+project\s+$|\bkustomize\s+edit\s+set\s+namespace\s+$|^\s*[a-z]+(?:_[a-z]+)+\s+[""']?$")]
    private static partial Regex Positional();

    [GeneratedRegex(@"\b(?:istioctl|linkerd)\b.*[a-z0-9*-]\.$")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\b(?:kubectl|oc)\b.*\bcp\b.*\s$")]
    private static partial Regex Copy();

    [GeneratedRegex(
        @"\b(?:kubectl|oc)\b.*?\s(?:get|describe|delete|edit)\s+(?:-n\s*\S+\s+|--namespace[= ]\S+\s+)*"
            + @"(?!secrets?\s+generic)[a-z]+(?:\s+|/)(?<name>[a-z0-9][a-z0-9.-]*)(?=\s|$)"
    )]
    private static partial Regex Object();
}
