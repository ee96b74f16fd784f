using System.Globalization;
using Hub.Core;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Camt;

/// <summary>What is known of a statement before its entries.</summary>
internal sealed class CamtStatement
{
    public bool IsOpen { get; init; }
    public Place At { get; init; }
    public string? Id { get; set; }
    public string? Number { get; set; }
    public string Account { get; set; } = "";
    public string? Currency { get; set; }
    public string? BalanceCurrency { get; private set; }
    public Place CurrencyAt { get; set; }
    public CamtBalance? Opening { get; private set; }
    public CamtBalance? Closing { get; private set; }
    public CamtFault? Fault { get; private set; }
    public bool IsBegun { get; set; }
    public bool IsRefused { get; set; }

    /// <summary>Booked balances only: OPBD or PRCD before CLBD; interim booked ones (ITBD) at the edges of pages.</summary>
    public void Take(CamtBalance balance)
    {
        if (balance.Kind is not (CamtBalance.OpeningBooked or CamtBalance.PreviouslyClosed or CamtBalance.ClosingBooked or CamtBalance.InterimBooked))
        {
            return;
        }

        if (balance.Currency is { } currency && currency != StatementHead.Dong)
        {
            BalanceCurrency ??= currency;
            CurrencyAt = Currency is null or StatementHead.Dong ? balance.At : CurrencyAt;
        }

        Fault ??= balance.Fault;
        if (balance.Kind is CamtBalance.ClosingBooked || (balance.Kind is CamtBalance.InterimBooked && Opening is not null))
        {
            Closing = Closing is { Kind: CamtBalance.ClosingBooked } && balance.Kind is CamtBalance.InterimBooked ? Closing : balance;
        }
        else if (Opening is null || balance.Kind is CamtBalance.OpeningBooked)
        {
            Opening = balance;
        }
    }
}

internal sealed record CamtFault(Place Place, string Code, Bilingual Reason);

/// <summary>A balance, or why it cannot be taken.</summary>
internal sealed record CamtBalance(string? Kind, bool IsIntermediate, long Amount, string? Currency, DateOnly? Day, Place At, CamtFault? Fault)
{
    public const string OpeningBooked = "OPBD";
    public const string PreviouslyClosed = "PRCD";
    public const string ClosingBooked = "CLBD";
    public const string InterimBooked = "ITBD";

    public static CamtBalance Read(CamtXml xml)
    {
        var (begin, depth, path) = (xml.At, xml.Depth, new CamtPath());
        path.Enter(depth);
        var (kind, subKind, currency, mark) = ((string?)null, (string?)null, (string?)null, (string?)null);
        var (amount, day) = (0L, (DateOnly?)null);
        CamtFault? fault = null;
        while (!xml.IsEmpty && xml.Read() && xml.Depth > depth)
        {
            if (xml.IsEnd)
            {
                path.Leave(xml.Depth);
                continue;
            }

            if (!xml.IsStart)
            {
                continue;
            }

            var at = xml.At;
            switch (path.Enter(xml))
            {
                case "Tp/CdOrPrtry/Cd" or "Tp/Cd":
                    kind = xml.Text();
                    break;
                case "Tp/SubTp/Cd":
                    subKind = xml.Text();
                    break;
                case "Amt":
                    currency = xml.Attribute("Ccy");
                    var unread = CamtValues.ReadAmount(xml.Text(), at, out amount);
                    fault ??= unread;
                    break;
                case "CdtDbtInd":
                    mark = xml.Text();
                    break;
                case "Dt/Dt" or "Dt/DtTm":
                    var wrong = CamtValues.ReadDay(xml.Text(), at, out var read);
                    (fault, day) = (fault ?? wrong, read);
                    break;
            }
        }

        fault ??= mark is CamtValues.Credit or CamtValues.Debit ? null : new CamtFault(begin, RefusalCodes.Format, ("Số dư không ghi bên nợ hay bên có", "The balance does not say credit or debit"));
        return new CamtBalance(kind, kind is InterimBooked || subKind is "INTM", mark == CamtValues.Debit ? -amount : amount, currency, day, begin, fault);
    }
}

/// <summary>The values of the message's simple types.</summary>
internal static class CamtValues
{
    public const string Credit = "CRDT";
    public const string Debit = "DBIT";

    public static CamtFault? ReadAmount(string text, Place at, out long amount)
    {
        amount = 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, part) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        var fault = whole.Length == 0 || !whole.All(char.IsAsciiDigit) || !part.All(char.IsAsciiDigit) ? AmountFault.Unreadable
            : part.Any(c => c != '0') ? AmountFault.Fraction
            : whole.TrimStart('0').Length > 15 || !long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out amount) ? AmountFault.TooLarge
            : AmountFault.None;
        var (code, reason) = AmountFaults.Told(fault);
        return fault is AmountFault.None ? null : new(at, code, reason);
    }

    /// <summary>A date or a date with time; the day is the one that is written, whatever offset the time has.</summary>
    public static CamtFault? ReadDay(string text, Place at, out DateOnly day)
    {
        day = default;
        var isDay = text.Length >= 10 && text[4] == '-' && text[7] == '-' && (text.Length == 10 || text[10] is 'T' or 'Z' or '+' or '-');
        var fault = isDay && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && int.TryParse(text.AsSpan(8, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? DayText.Make(year, month, number, out day)
            : DayFault.Unreadable;
        return fault is DayFault.None ? null : new(at, RefusalCodes.Date, fault is DayFault.Impossible ? Reasons.Date : Reasons.NoDate);
    }
}
