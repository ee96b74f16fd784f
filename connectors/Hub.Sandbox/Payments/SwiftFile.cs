using System.Globalization;
using System.Text;

namespace Hub.Sandbox.Payments;

/// <summary>A day as MT940; a long one as a chain of messages with intermediate balances.</summary>
internal static class SwiftFile
{
    private const int TextLine = 65;
    private const int MostTextLines = 6;
    private const int ReferenceLength = 16;

    public static byte[] Write(StatementDay day, int linesPerPage)
    {
        var text = new StringBuilder();
        var pages = day.Lines.Chunk(linesPerPage).DefaultIfEmpty([]).ToList();
        var balance = day.Opening;
        foreach (var (index, page) in pages.Index())
        {
            var (isFirst, isLast) = (index == 0, index == pages.Count - 1);
            Line(text, $":20:DEMO{day.Day:yyMMdd}");
            Line(text, $":25:{day.Account}");
            Line(text, $":28C:{day.Day.DayOfYear:00000}/{index + 1:000}");
            Line(text, $":60{(isFirst ? 'F' : 'M')}:{Balance(balance, isFirst ? day.Day.AddDays(-1) : day.Day)}");
            foreach (var movement in page)
            {
                Write(text, movement);
                balance += movement.Amount;
            }

            Line(text, $":62{(isLast ? 'F' : 'M')}:{Balance(isLast ? day.Closing : balance, day.Day)}");
            Line(text, $"-");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, Movement movement)
    {
        // A reversal of a credit takes money away and is marked as such.
        var mark = movement.Kind is MovementKind.Reversal ? (movement.Amount < 0 ? "RC" : "RD") : movement.Amount < 0 ? "D" : "C";
        var type = movement.Kind is MovementKind.Transfer ? "NTRF" : movement.Kind is MovementKind.Charge ? "NCHG" : "NMSC";
        var reference = movement.IsWhole && movement.Order is { Length: <= ReferenceLength } order && !order.Contains(' ', StringComparison.Ordinal) ? order : "NONREF";
        Line(text, $":61:{movement.Day:yyMMdd}{movement.FileDay:MMdd}{mark}{Math.Abs(movement.Amount)},{type}{reference}//{movement.BankReference}");
        var lines = movement.Text.Chunk(TextLine).Take(MostTextLines).Select(chunk => new string(chunk)).ToList();
        Line(text, $":86:{lines[0]}");
        lines.Skip(1).ToList().ForEach(line => Line(text, $"{line}"));
    }

    private static string Balance(long amount, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? 'D' : 'C')}{day:yyMMdd}VND{Math.Abs(amount)},");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
}
