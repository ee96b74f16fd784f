using System.Text;

namespace Hub.Sandbox.Payments;

/// <summary>The text of a transfer as the bank passes it on: its own words, the payer, and what became of what the payer was asked to write.</summary>
internal static class TransferText
{
    // MT940 ends a line of text after 65 characters.
    private const int LineLength = 65;

    private static readonly string[] Payers = ["NGUYEN VAN THU", "TRAN THI MAU", "LE VAN VI DU", "PHAM THI DEMO", "HOANG VAN THU NGHIEM"];

    public static string Of(string bin, int payer, string? order, Mangling mangling)
    {
        var head = $"CT DEN {bin} {Payers[payer % Payers.Length]}";
        return (order, mangling) switch
        {
            (null, _) or (_, Mangling.Lost) => $"{head} NOP PHI",
            (_, Mangling.None) => $"{head} {order.ToUpperInvariant()}",
            (_, Mangling.Lower) => $"{head} {order.ToLowerInvariant()}",
            (_, Mangling.Spaced) => $"{head} {Spaced(order.ToUpperInvariant())}",
            (_, Mangling.Glued) => $"{head} NOPPHI{order.ToUpperInvariant()}",
            (_, Mangling.Confused) => $"{head} {order.ToUpperInvariant().Replace('1', 'I').Replace('0', 'O')}",
            (_, Mangling.Cut) => $"{head} {order.ToUpperInvariant()[..^1]}",
            (_, Mangling.Wrapped) => $"{head} NOP LE PHI".PadRight(LineLength - (order.Length / 2), '.') + order.ToUpperInvariant(),
            _ => throw new ArgumentOutOfRangeException(nameof(mangling), mangling, null),
        };
    }

    private static string Spaced(string order)
    {
        var text = new StringBuilder();
        for (var i = 0; i < order.Length; i++)
        {
            text.Append(i > 0 && i % 4 == 0 && order[i] != ' ' && order[i - 1] != ' ' ? " " : "").Append(order[i]);
        }

        return text.ToString();
    }
}
