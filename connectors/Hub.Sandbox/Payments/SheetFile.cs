using System.Globalization;
using System.Text;
using SpreadCheetah;

namespace Hub.Sandbox.Payments;

/// <summary>A day as the sheet that a bank offers for download: lines about the account, a table, the last balance.</summary>
internal static class SheetFile
{
    private static readonly string[] Headings = ["Ngày GD", "Ghi nợ", "Ghi có", "Số dư", "Diễn giải", "Số tài khoản", "Loại tiền"];

    /// <summary>UTF-8 with a byte order mark; sums with points between the thousands.</summary>
    public static byte[] Csv(StatementDay day)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in Rows(day))
        {
            text.AppendJoin(',', row.Select(cell => cell switch
            {
                long amount => $"\"{amount.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.')}\"",
                string words when words.AsSpan().ContainsAny(",\"\r\n") => $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
                _ => cell,
            })).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Sums are numbers.</summary>
    public static async Task<byte[]> XlsxAsync(StatementDay day, CancellationToken ct)
    {
        using var stream = new MemoryStream();
        await using (var sheet = await Spreadsheet.CreateNewAsync(stream, cancellationToken: ct))
        {
            await sheet.StartWorksheetAsync("SaoKe", token: ct);
            foreach (var row in Rows(day))
            {
                await sheet.AddRowAsync([.. row.Select(cell => cell is long amount ? new DataCell(amount) : new DataCell((string?)cell))], ct);
            }

            await sheet.FinishAsync(ct);
        }

        return stream.ToArray();
    }

    private static IEnumerable<object?[]> Rows(StatementDay day)
    {
        yield return ["SAO KÊ TÀI KHOẢN"];
        yield return [$"Số tài khoản: {day.Account}"];
        yield return ["Số dư đầu kỳ", day.Opening];
        yield return Headings;
        foreach (var (line, balance) in day.Running())
        {
            yield return
            [
                line.FileDay.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), line.Amount < 0 ? -line.Amount : null, line.Amount < 0 ? null : line.Amount, balance, line.Text, day.Account,
                "VND",
            ];
        }

        yield return ["Số dư cuối kỳ", null, null, day.Closing];
    }
}
