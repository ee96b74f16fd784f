using System.Globalization;
using System.Text;
using Hub.Core;
using Hub.Payments.Letters;

namespace Hub.Payments.Qr;

/// <summary>Writes codes. Texts lose their Vietnamese marks, so that characters and bytes count alike and every bank's application reads the same.</summary>
public static class VietQrWriter
{
    /// <returns>The payload without faults, or the faults without a payload.</returns>
    public static (string? Payload, IReadOnlyList<VietQrFault> Faults) Write(VietQrCode code)
    {
        var plain = Folded(code);
        var faults = Check(plain).ToList();
        return faults.Count > 0 ? (null, faults) : (Payload(plain), faults);
    }

    private static string Payload(VietQrCode code)
    {
        var bank = new StringBuilder().AppendField(VietQrTags.Bin, code.Bin).AppendField(VietQrTags.Account, code.Account);
        var beneficiary = new StringBuilder()
            .AppendField(VietQrTags.Scheme, VietQrTags.Napas)
            .AppendField(VietQrTags.Bank, bank.ToString())
            .AppendField(VietQrTags.Service, code.Service is VietQrService.ToCard ? VietQrTags.ToCard : VietQrTags.ToAccount);
        var text = new StringBuilder()
            .Append(VietQrTags.Head)
            .AppendField(VietQrTags.Initiation, code.IsReusable ?? code.Amount is null ? VietQrTags.Reusable : VietQrTags.OneTime)
            .AppendField(VietQrTags.Beneficiary, beneficiary.ToString())
            .AppendField(VietQrTags.Currency, VietQrTags.Dong)
            .AppendField(VietQrTags.Amount, code.Amount?.ToString(CultureInfo.InvariantCulture))
            .AppendField(VietQrTags.Country, VietQrTags.Vietnam)
            .AppendField(VietQrTags.MerchantName, code.MerchantName)
            .AppendField(VietQrTags.City, code.City)
            .AppendField(VietQrTags.Additional, Additional(code))
            .Append(VietQrTags.CrcHead)
            .ToString();
        return text + Crc16.Hex(text);
    }

    private static string Additional(VietQrCode code) => new StringBuilder()
        .AppendField(VietQrTags.BillNumber, code.BillNumber)
        .AppendField(VietQrTags.Store, code.Store)
        .AppendField(VietQrTags.Reference, code.Reference)
        .AppendField(VietQrTags.Terminal, code.Terminal)
        .AppendField(VietQrTags.Purpose, code.Purpose)
        .ToString();

    private static VietQrCode Folded(VietQrCode code) => code with
    {
        Purpose = Fold(code.Purpose),
        MerchantName = Fold(code.MerchantName),
        City = Fold(code.City),
        BillNumber = Fold(code.BillNumber),
        Store = Fold(code.Store),
        Reference = Fold(code.Reference),
        Terminal = Fold(code.Terminal),
    };

    private static string? Fold(string? text) => string.IsNullOrEmpty(text) ? null : PlainLetters.Fold(text);

    private static IEnumerable<VietQrFault> Check(VietQrCode code)
    {
        if (!VietQrTags.IsBin(code.Bin))
        {
            yield return new("bin", ("Mã ngân hàng (BIN) phải gồm đúng 6 chữ số.", "The bank's number (BIN) must be exactly 6 digits."));
        }

        if (!VietQrTags.IsAccount(code.Account, code.Service))
        {
            yield return new("account", code.Service is VietQrService.ToCard
                ? ("Số thẻ phải gồm 1 đến 19 chữ số, không có dấu cách.", "The card number must be 1 to 19 digits without spaces.")
                : ("Số tài khoản phải gồm 1 đến 19 chữ cái không dấu hoặc chữ số, không có dấu cách.", "The account must be 1 to 19 plain letters or digits without spaces."));
        }

        if (code.Amount is <= 0 or > VietQrTags.MostAmount)
        {
            yield return new("amount", Amount);
        }

        foreach (var (field, text, most) in ((string, string?, int)[])
        [
            ("memo", code.Purpose, VietQrTags.MostText), ("name", code.MerchantName, VietQrTags.MostText), ("city", code.City, VietQrTags.MostCity),
            ("bill", code.BillNumber, VietQrTags.MostText), ("store", code.Store, VietQrTags.MostText), ("reference", code.Reference, VietQrTags.MostText),
            ("terminal", code.Terminal, VietQrTags.MostText),
        ])
        {
            if (text is not null && (text.Length > most || text.AsSpan().ContainsAnyExceptInRange(' ', '~') || string.IsNullOrWhiteSpace(text)))
            {
                yield return new(field, ($"Nội dung dài tối đa {most} ký tự, chỉ gồm chữ, số và dấu câu thông thường.", $"The text has at most {most} characters: letters, digits and plain punctuation."));
            }
        }

        // A length has two digits; one of three would be read as another field.
        if (Additional(code).Length > Tlv.Most)
        {
            yield return new("memo", ("Nội dung, số hóa đơn, cửa hàng, tham chiếu và thiết bị cộng lại quá dài cho một mã.", "Text, bill, store, reference and terminal together are too long for one code."));
        }
    }

    /// <summary>What an amount must be; also said of one that is no number.</summary>
    public static Bilingual Amount { get; } = ("Số tiền phải là số nguyên đồng, từ 1 đến 13 chữ số.", "The amount must be whole đồng, more than 0 and of at most 13 digits.");
}
