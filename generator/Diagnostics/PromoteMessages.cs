namespace GitOpsGen.Diagnostics;

/// <summary>What is told of promotions, rollbacks and holds.</summary>
public static partial class Messages
{
    public static Diagnostic PinNotEditable(Position at) =>
        Error(
            "GOG400",
            at,
            "this pin has a form that cannot be changed without touching more than its values (an anchor, say); write "
                + "`spec: {release: …}` plainly, or change it by hand"
        );
}
