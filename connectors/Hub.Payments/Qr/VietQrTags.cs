namespace Hub.Payments.Qr;

/// <summary>Tags and constants of a code. Source: EMVCo MPM 1.1 and NAPAS' format of VietQR.</summary>
internal static class VietQrTags
{
    public const string Format = "00";
    public const string Initiation = "01";
    public const string Beneficiary = "38";
    public const string Category = "52";
    public const string Currency = "53";
    public const string Amount = "54";
    public const string Country = "58";
    public const string MerchantName = "59";
    public const string City = "60";
    public const string Additional = "62";
    public const string Crc = "63";

    // Within the beneficiary.
    public const string Scheme = "00";
    public const string Bank = "01";
    public const string Service = "02";

    // Within the bank.
    public const string Bin = "00";
    public const string Account = "01";

    // Within the additional data.
    public const string BillNumber = "01";
    public const string Store = "03";
    public const string Reference = "05";
    public const string Terminal = "07";
    public const string Purpose = "08";

    public const string Version = "01";
    public const string Reusable = "11";
    public const string OneTime = "12";
    public const string Napas = "A000000727";
    public const string ToAccount = "QRIBFTTA";
    public const string ToCard = "QRIBFTTC";
    public const string Dong = "704";
    public const string Vietnam = "VN";

    /// <summary>How every code begins.</summary>
    public const string Head = Format + "02" + Version;

    /// <summary>What stands before the four hex digits at the end.</summary>
    public const string CrcHead = Crc + "04";

    public const int CrcLength = 4;
    public const long MostAmount = 9_999_999_999_999;
    public const int MostText = 25;
    public const int MostCity = 15;
    public const int MostAccount = 19;
    public const int BinLength = 6;

    public static bool IsBin(string text) => text.Length == BinLength && text.All(char.IsAsciiDigit);

    public static bool IsAccount(string text, VietQrService service) => text.Length is > 0 and <= MostAccount
        && text.All(service is VietQrService.ToCard ? char.IsAsciiDigit : char.IsAsciiLetterOrDigit);
}
