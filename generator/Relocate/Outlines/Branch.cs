namespace GitOpsGen.Relocate.Outlines;

/// <summary>An arm of a condition of a template, with the conditions around it.</summary>
public sealed record Branch(Branch? Parent, int Condition, int Arm)
{
    /// <summary>Whether both can be rendered at once: not when they stand in different arms of one condition.</summary>
    public static bool CanMeet(Branch? one, Branch? other)
    {
        for (var a = one; a is not null; a = a.Parent)
        for (var b = other; b is not null; b = b.Parent)
            if (a.Condition == b.Condition && a.Arm != b.Arm)
                return false;
        return true;
    }
}
