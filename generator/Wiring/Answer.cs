namespace GitOpsGen.Wiring;

/// <summary>
/// What can be said without a cluster. In this order the least of several answers is the one to whether all hold, and the greatest the one
/// to whether any does.
/// </summary>
public enum Answer
{
    No,

    /// <summary>What it depends on is not at hand.</summary>
    Unknown,
    Yes,
}

public static class Answers
{
    public static string Word(this Answer answer) =>
        answer switch
        {
            Answer.Yes => "yes",
            Answer.No => "no",
            _ => "unknown",
        };

    public static Answer Of(bool holds) => holds ? Answer.Yes : Answer.No;

    public static Answer Not(this Answer answer) => Answer.Yes - (int)answer;

    /// <summary>Of none at all: they hold.</summary>
    public static Answer All(this IEnumerable<Answer> answers) => answers.Aggregate(Answer.Yes, (one, other) => one < other ? one : other);

    /// <summary>Of none at all: none does.</summary>
    public static Answer Any(this IEnumerable<Answer> answers) => answers.Aggregate(Answer.No, (one, other) => one > other ? one : other);
}
