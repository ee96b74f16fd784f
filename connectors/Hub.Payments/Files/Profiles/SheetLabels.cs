using Hub.Payments.Files.Sheets;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

internal enum RowLabel
{
    None,
    Opening,
    Closing,
    Total,
}

/// <summary>What the lines around a table say: account, currency, balances and totals. Names are compared without case, marks and punctuation.</summary>
internal sealed class SheetLabels(AmountStyle numbers)
{
    private static readonly (string Beginning, RowLabel Label)[] Beginnings =
    [
        ("so du dau", RowLabel.Opening), ("du dau", RowLabel.Opening), ("so du truoc", RowLabel.Opening), ("opening", RowLabel.Opening), ("beginning balance", RowLabel.Opening),
        ("so du cuoi", RowLabel.Closing), ("du cuoi", RowLabel.Closing), ("closing", RowLabel.Closing), ("ending balance", RowLabel.Closing),
    ];

    // Whole names only: "Tổng công ty" and "Công ty" are payers.
    private static readonly HashSet<string> Totals =
    [
        "tong", "tong cong", "cong", "tong so", "tong phat sinh", "cong phat sinh", "tong so phat sinh", "tong cong phat sinh", "phat sinh trong ky", "tong tien", "cong trang",
        "total", "totals", "grand total", "sub total", "subtotal", "batch total", "sum",
    ];

    private static readonly string[] Accounts = ["so tai khoan", "tai khoan", "account number", "account no", "account", "stk", "so tk"];

    private static readonly string[] Currencies = ["loai tien", "don vi tien", "currency", "ccy", "tien te"];

    public string? Account { get; private set; }
    public string? Currency { get; private set; }
    public long? Opening { get; private set; }
    public long? Closing { get; private set; }

    /// <summary>What a row is by its first text, so that a payer's words behind it do not count.</summary>
    public static RowLabel Of(IEnumerable<string> texts)
    {
        var first = texts.FirstOrDefault(text => text.Any(char.IsLetter));
        var folded = first is null ? "" : Vietnamese.Fold(first);
        if (Totals.Contains(folded))
        {
            return RowLabel.Total;
        }

        foreach (var (beginning, label) in Beginnings)
        {
            if (folded.StartsWith(beginning, StringComparison.Ordinal) && (folded.Length == beginning.Length || folded[beginning.Length] == ' '))
            {
                return label;
            }
        }

        return RowLabel.None;
    }

    /// <summary>A row above the heading or below the lines: "name: value" in one cell, or the value in the next.</summary>
    public void Take(IReadOnlyList<string> row, Func<int, SheetCell> cell)
    {
        for (var i = 0; i < row.Count; i++)
        {
            var text = row[i];
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var name = Vietnamese.Fold(colon > 0 ? text[..colon] : text);
            var next = i + 1;
            while (next < row.Count && row[next].Length == 0)
            {
                next++;
            }

            var inside = colon > 0 && colon + 1 < text.Length ? text[(colon + 1)..].Trim() : "";
            Take(name, inside.Length > 0 ? new SheetCell(inside) : next < row.Count ? cell(next) : default);
        }
    }

    /// <summary>The balance of a labelled row inside the table.</summary>
    public void TakeBalance(RowLabel label, SheetCell cell)
    {
        if (cell.ReadAmount(numbers, out var amount) is AmountFault.None)
        {
            _ = label is RowLabel.Opening ? Opening ??= amount : Closing = amount;
        }
    }

    private void Take(string name, SheetCell value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        if (Array.IndexOf(Accounts, name) >= 0)
        {
            Account ??= AccountOf(value.Shown);
        }
        else if (Array.IndexOf(Currencies, name) >= 0)
        {
            Currency ??= value.Shown.Trim() is { Length: > 0 and <= 10 } currency ? currency : null;
        }
        else if (Of([name]) is var label and (RowLabel.Opening or RowLabel.Closing))
        {
            TakeBalance(label, value);
        }
    }

    private static string? AccountOf(string text)
    {
        var end = 0;
        text = text.Trim();
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        return end is >= 4 and <= 40 && text[..end].Any(char.IsAsciiDigit) ? text[..end] : null;
    }
}
