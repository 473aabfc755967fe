using System.Globalization;

namespace GitOpsGen.Wiring.Cost;

/// <summary>Quantities as people read them: <c>1.2 M</c>, <c>300 to 900</c>, <c>4 k + 12 k per node</c>.</summary>
public static class AmountText
{
    private static readonly (double Size, string Unit)[] Units = [(1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k"), (1, "")];

    public static string Of(Amount amount) => Of(amount, Number);

    /// <summary>What comes or goes, with its sign: <c>+1.2 M</c>.</summary>
    public static string Change(Amount amount) => Of(amount, Signed);

    public static string Number(double number)
    {
        var size = Math.Abs(number);
        // What rounds up to the next unit is written in that.
        var (unit, name) = Units.FirstOrDefault(unit => size / unit.Size >= 0.99995, Units[^1]);
        return (number / unit).ToString("0.#", CultureInfo.InvariantCulture) + name;
    }

    private static string Of(Amount amount, Func<double, string> number)
    {
        var whole = number(amount.Least) == number(amount.Most) ? number(amount.Most) : $"{number(amount.Least)} to {number(amount.Most)}";
        return amount.PerNode == 0 ? whole
            : amount is { Least: 0, Most: 0 } ? $"{number(amount.PerNode)} per node"
            : $"{whole} {(amount.PerNode < 0 ? "and" : "+")} {number(amount.PerNode).TrimStart('+')} per node";
    }

    private static string Signed(double number) => number > 0 ? $"+{Number(number)}" : Number(number);
}
