using System.Globalization;
using Hub.Core;

namespace Hub.Payments.Files.Statements;

/// <summary>The sentences that readers share. They name what is wrong and hold nothing of the file but amounts and currencies.</summary>
internal static class Reasons
{
    public static Bilingual Currency(string currency) => (
        $"Sao kê bằng {Shown(currency)}; chỉ nhận tiền đồng (VND)", $"The statement is in {Shown(currency)}; only đồng (VND) are taken");

    public static Bilingual Unbalanced(long difference) => (
        $"Số dư không khớp: lệch {Dong(difference)}; không ghi sổ bản sao kê này", $"The balances do not agree: difference {Dong(difference)}; nothing of this statement is booked");

    public static Bilingual NotFollowing(long difference) => (
        $"Số dư đầu không nối số dư cuối của bản trước: lệch {Dong(difference)}; không ghi sổ bản sao kê này",
        $"The opening balance does not follow the closing balance before it: difference {Dong(difference)}; nothing of this statement is booked");

    public static Bilingual CutShort { get; } = ("Sao kê bị cắt ngang: không có số dư cuối; không ghi sổ", "The statement is cut short: it has no closing balance; nothing is booked");

    public static Bilingual Card { get; } = (
        "Dòng có số thẻ đầy đủ, không được nhận; yêu cầu bên gửi che số thẻ", "The line holds a full card number and is not taken; ask the sender to mask it");

    public static Bilingual Date { get; } = ("Ngày không có trong lịch", "There is no such day");

    public static Bilingual NoDate { get; } = ("Không đọc được ngày", "The day cannot be read");

    public static Bilingual OldDay { get; } = ("Các ngày trong tệp quá lớn này không theo thứ tự; chia tệp theo ngày", "The days of this very large file are out of order; split it by day");

    private static string Shown(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper) ? currency : "?";

    private static string Dong(long amount) => amount.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') + " đ";
}
