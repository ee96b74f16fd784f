using System.Globalization;
using System.Text;

namespace Hub.Payments.Qr;

/// <summary>
/// Reads codes to the letter. A code whose parts do not fit into each other exactly tells nothing at all: NAPAS' own sample of a static code has a length of 12
/// before an account of 13 digits, and a reader that trusts the length pays another account.
/// </summary>
public static class VietQrReader
{
    public static VietQrReading Read(string payload)
    {
        if (!IsCode(payload))
        {
            return new(VietQrVerdict.NotVietQr, null);
        }

        if (!HasRightCrc(payload))
        {
            return new(VietQrVerdict.Crc, null);
        }

        // Lengths count bytes; some writers count characters, which differs in names with marks only.
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(payload));
        return Tlv.Read(bytes) is { } byBytes ? Judge(byBytes, text => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)))
            : Tlv.Read(payload) is { } byCharacters ? Judge(byCharacters, text => text)
            : new(payload.Contains(VietQrTags.Napas, StringComparison.OrdinalIgnoreCase) ? VietQrVerdict.Template : VietQrVerdict.NotVietQr, null);
    }

    // One wrong character may stand anywhere, so either end is enough to see a code.
    private static bool IsCode(string payload) => payload.StartsWith(VietQrTags.Head, StringComparison.Ordinal)
        || (payload.Length > VietQrTags.Head.Length + 8 && payload.AsSpan(payload.Length - 8, 4).SequenceEqual(VietQrTags.CrcHead));

    private static bool HasRightCrc(string payload)
    {
        var end = payload.Length - VietQrTags.CrcLength;
        return end > VietQrTags.CrcHead.Length && payload.AsSpan(0, end).EndsWith(VietQrTags.CrcHead)
            && payload.AsSpan(end).Equals(Crc16.Hex(payload[..end]), StringComparison.OrdinalIgnoreCase);
    }

    private static VietQrReading Judge(IReadOnlyDictionary<string, string> fields, Func<string, string> text)
    {
        if (!fields.TryGetValue(VietQrTags.Beneficiary, out var beneficiary) || !beneficiary.Contains(VietQrTags.Napas, StringComparison.OrdinalIgnoreCase))
        {
            return new(VietQrVerdict.NotVietQr, null);
        }

        return Code(fields, beneficiary, text) is { } code ? new(VietQrVerdict.Good, code) : new(VietQrVerdict.Template, null);
    }

    private static VietQrCode? Code(IReadOnlyDictionary<string, string> fields, string beneficiary, Func<string, string> text)
    {
        if (fields.GetValueOrDefault(VietQrTags.Format) != VietQrTags.Version
            || fields.GetValueOrDefault(VietQrTags.Currency) != VietQrTags.Dong
            || fields.GetValueOrDefault(VietQrTags.Country) != VietQrTags.Vietnam
            || fields.GetValueOrDefault(VietQrTags.Initiation) is not (null or VietQrTags.Reusable or VietQrTags.OneTime)
            || !TryAmount(fields.GetValueOrDefault(VietQrTags.Amount), out var amount)
            || Beneficiary(beneficiary) is not { } payee
            || Additional(fields) is not { } additional)
        {
            return null;
        }

        return new VietQrCode
        {
            Bin = payee.Bin,
            Account = payee.Account,
            Service = payee.Service,
            Amount = amount,
            IsReusable = fields.GetValueOrDefault(VietQrTags.Initiation) switch
            {
                VietQrTags.Reusable => true,
                VietQrTags.OneTime => false,
                _ => null,
            },
            MerchantName = Text(fields, VietQrTags.MerchantName),
            City = Text(fields, VietQrTags.City),
            BillNumber = Text(additional, VietQrTags.BillNumber),
            Store = Text(additional, VietQrTags.Store),
            Reference = Text(additional, VietQrTags.Reference),
            Terminal = Text(additional, VietQrTags.Terminal),
            Purpose = Text(additional, VietQrTags.Purpose),
        };

        string? Text(IReadOnlyDictionary<string, string> from, string tag) => from.GetValueOrDefault(tag) is { } value ? text(value) : null;
    }

    private static (string Bin, string Account, VietQrService Service)? Beneficiary(string value)
    {
        if (Tlv.Read(value) is not { } fields
            || fields.GetValueOrDefault(VietQrTags.Scheme) != VietQrTags.Napas
            || Service(fields.GetValueOrDefault(VietQrTags.Service)) is not { } service
            || Tlv.Read(fields.GetValueOrDefault(VietQrTags.Bank, "")) is not { Count: 2 } bank
            || !bank.TryGetValue(VietQrTags.Bin, out var bin) || !VietQrTags.IsBin(bin)
            || !bank.TryGetValue(VietQrTags.Account, out var account) || !VietQrTags.IsAccount(account, service))
        {
            return null;
        }

        return (bin, account, service);
    }

    private static VietQrService? Service(string? name) => name switch
    {
        VietQrTags.ToAccount => VietQrService.ToAccount,
        VietQrTags.ToCard => VietQrService.ToCard,
        _ => null,
    };

    private static IReadOnlyDictionary<string, string>? Additional(IReadOnlyDictionary<string, string> fields) =>
        fields.TryGetValue(VietQrTags.Additional, out var value) ? Tlv.Read(value) : new Dictionary<string, string>();

    private static bool TryAmount(string? text, out long? amount)
    {
        amount = null;
        if (text is null)
        {
            return true;
        }

        var isWhole = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text[0] != '0' && number <= VietQrTags.MostAmount;
        amount = number;
        return isWhole;
    }
}

/// <param name="Code">What it says; null unless the verdict is good.</param>
public sealed record VietQrReading(VietQrVerdict Verdict, VietQrCode? Code);

/// <summary>What a scanned text is.</summary>
public enum VietQrVerdict
{
    Good,

    /// <summary>A code, but a character of it is wrong or missing.</summary>
    Crc,

    /// <summary>A VietQR code that was written wrong: its checksum is right and its parts do not fit.</summary>
    Template,

    /// <summary>Something else, perhaps a code of another scheme.</summary>
    NotVietQr,
}

/// <summary>The verdicts by the names under which answers know them.</summary>
public static class VietQrVerdicts
{
    public static string Name(this VietQrVerdict verdict) => verdict switch
    {
        VietQrVerdict.Good => "good",
        VietQrVerdict.Crc => "crc",
        VietQrVerdict.Template => "template",
        _ => "not-vietqr",
    };
}
