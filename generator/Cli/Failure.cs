using System.Reflection;
using System.Text.RegularExpressions;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.GitHub;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli;

/// <summary>What becomes of an exception that no step has dealt with. Nowhere else is one told.</summary>
/// <param name="IsSentence">It says by itself what stopped, so that it is told as talk and not as a finding.</param>
public sealed partial record Failure(Diagnostic Diagnostic, int Exit, bool IsSentence)
{
    /// <summary>What people read.</summary>
    public override string ToString() => IsSentence ? $"gitopsgen: {Diagnostic.Message} ({Diagnostic.Code})" : $"{Diagnostic}";

    /// <param name="command">As it was called, without its options.</param>
    /// <param name="root">The folder that it works on, where it is known.</param>
    public static Failure Of(Exception error, string command, string? root) =>
        error switch
        {
            AggregateException { InnerException: { } inner } => Of(inner, command, root),
            TargetInvocationException { InnerException: { } inner } => Of(inner, command, root),
            TypeInitializationException { InnerException: { } inner } => Of(inner, command, root),
            DiagnosedException { Diagnostic: var told } => new Failure(told, ExitCodes.Failed, IsSentence: false),
            GitHubException hub => Sentence($"GitHub at {hub.Host}: {error.Message}", ExitCodes.Remote),
            RemoteException => Sentence(error.Message, ExitCodes.Remote),
            // Exceptions of ours are thrown with a sentence.
            _ when error.GetType().Assembly == typeof(Failure).Assembly => Sentence(error.Message, ExitCodes.Failed),
            IOException or InvalidDataException when FileErrors.IsOurs(error) && error is not FileNotFoundException => Sentence(
                error.Message,
                ExitCodes.Failed
            ),
            _ => new Failure(
                FileErrors.Of(error, root) ?? Messages.FaultOfTheTool(command, error.GetType().Name, Place(error)),
                ExitCodes.Failed,
                IsSentence: false
            ),
        };

    private static Failure Sentence(string sentence, int exit) => new(Messages.Stopped(sentence), exit, IsSentence: true);

    // The innermost of our methods; where there is none, the library's.
    private static string Place(Exception error) =>
        Ours().Match(error.StackTrace ?? "") is { Success: true } match
            ? match.Groups[1].Value
            : error.TargetSite?.DeclaringType?.FullName ?? "an unknown place";

    [GeneratedRegex(@"^ *at GitOpsGen\.([^\s(]+)", RegexOptions.Multiline)]
    private static partial Regex Ours();
}
