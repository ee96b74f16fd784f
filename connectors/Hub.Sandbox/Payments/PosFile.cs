using System.Globalization;
using System.Text;

namespace Hub.Sandbox.Payments;

/// <summary>The acquirer's settlement file of a day. No acquirer publishes its layout: the columns are assumed.</summary>
internal static class PosFile
{
    private const string Headings =
        "MID,TID,BatchNo,TraceNo,InvoiceNo,CardMasked,CardScheme,TxnDateTime,TxnType,Amount,Fee,VATFee,NetAmount,ApprovalCode,RRN,SettlementDate,Description";

    // A number for tests that every scheme publishes; it belongs to nobody.
    private const string WholeCard = "4111111111111111";

    /// <param name="withWholeCard">The first line has a card's whole number, which nobody may take.</param>
    public static byte[] Write(string merchant, IReadOnlyList<CardSlip> slips, bool withWholeCard)
    {
        var text = new StringBuilder(Headings).Append("\r\n");
        var isFirst = true;
        foreach (var slip in slips.SelectMany(slip => Enumerable.Repeat(slip, slip.TimesInFile)))
        {
            var invoice = slip.Voids is { } sale ? $"{sale:000000}" : slip.Trace;
            text.Append(CultureInfo.InvariantCulture, $"{merchant},{slip.Terminal},{slip.Batch},{slip.Trace},{invoice},{(withWholeCard && isFirst ? WholeCard : slip.Card)},{slip.Scheme},")
                .Append(CultureInfo.InvariantCulture, $"{BankTime.Text(slip.At, "dd'/'MM'/'yyyy HH:mm:ss")},{(slip.IsVoid ? "VOID" : "SALE")},{slip.FileAmount},{slip.Fee},{slip.Vat},{slip.Net},")
                .Append(CultureInfo.InvariantCulture, $"{slip.Approval},{slip.Rrn},{slip.SettledOn:yyyy-MM-dd},\"{slip.Description.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n");
            isFirst = false;
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
