using Hub.Core;
using Hub.Functions.Http.Messages;
using Hub.Payments.Model;
using Hub.Payments.Print;
using Hub.Payments.Qr;

namespace Hub.Functions.Payments;

/// <summary>A sheet that is to hang at a counter.</summary>
/// <param name="Counter">1 to 25 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</param>
/// <param name="Agency">Absent: every agency.</param>
/// <param name="FeeType">Absent: every fee.</param>
public sealed record SheetWish([property: Needed] string? Counter = null, string? Agency = null, string? FeeType = null);

public sealed record SheetList(IReadOnlyList<SheetView> Sheets);

/// <summary>A counter's static QR sheet with the account that is on the paper.</summary>
/// <param name="State"><c>current</c>, <c>other-account</c>, <c>other-holder</c> or <c>no-account</c>, today.</param>
/// <param name="Payload">Text of the code; absent where the sheet may not hang any more.</param>
public sealed record SheetView(
    string Counter, string? Agency, string? FeeType, string Bin, string Account, string Holder, string State, Bilingual StateText, DateTimeOffset PrintedAt, string PrintedBy, string? Payload)
{
    public const string Current = "current";

    private static readonly Dictionary<SheetFinding, (string Name, Bilingual Text)> Findings = new()
    {
        [SheetFinding.Current] = (Current, new("Đang đúng", "In order")),
        [SheetFinding.OtherAccount] = ("other-account", new("Tài khoản đã đổi: in lại và thay tờ cũ", "The account has changed: print it again and replace the old sheet")),
        [SheetFinding.OtherHolder] = ("other-holder", new("Chủ tài khoản đã đổi: in lại và thay tờ cũ", "The holder has changed: print it again and replace the old sheet")),
        [SheetFinding.NoAccount] = ("no-account", new("Không còn tài khoản nào nhận: gỡ tờ này xuống", "No account receives it any more: take the sheet down")),
    };

    public static SheetView Of(CounterSheet sheet, IReadOnlyList<BeneficiaryAccount> accounts, DateOnly today)
    {
        var finding = sheet.Judge(accounts, today);
        var payload = finding is SheetFinding.Current ? VietQrWriter.Write(new VietQrCode { Bin = sheet.Bin, Account = sheet.Account }).Payload : null;
        return new(
            sheet.Counter, sheet.Agency, sheet.FeeType, sheet.Bin, sheet.Account, sheet.Holder, Findings[finding].Name, Findings[finding].Text, sheet.PrintedAt, sheet.PrintedBy, payload);
    }

    internal static QrSheetContent Content(string payload, string counter, string holder) => new() { Payload = payload, Centre = holder, Holder = holder, For = counter };
}
