using System.Globalization;
using Hub.Core;
using Hub.Core.Calendar;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Telling;

/// <summary>What people must look at when money came, in words without personal data.</summary>
public sealed class PaymentTasks(EnvelopeIds ids, WorkingCalendar calendar)
{
    private const int Soon = 1;
    private const int Refund = 5;

    public WorkTask Unidentified(Payment payment, DateTimeOffset now) => Make(PaymentTaskKinds.Unidentified, payment.Id, null, Soon, now, (
        $"{Money(payment)} vào tài khoản {payment.Account} không khớp khoản thu nào. Tìm khoản thu, hoặc hoàn lại.",
        $"{Money(payment)} into account {payment.Account} fit no fee. Find the fee, or give them back."));

    public WorkTask ToConfirm(Payment payment, string? dossier, DateTimeOffset now) => Make(PaymentTaskKinds.ToConfirm, payment.Id, dossier, Soon, now, (
        $"{Money(payment)} vào tài khoản {payment.Account} cần người xác nhận: mã tham chiếu bị cắt, có nhiều mã, hoặc có thể đã được báo trước đó.",
        $"{Money(payment)} into account {payment.Account} need a person: the reference is cut, there are several, or the money may have been told of before."));

    public WorkTask RefundDue(Fee fee, long amount, DateTimeOffset now) => Make(PaymentTaskKinds.RefundDue, fee.Id, fee.Dossier, Refund, now, (
        $"Khoản thu {fee.Number}: phải hoàn {TimelineData.Money(amount)} đ.", $"Fee {fee.Number}: {TimelineData.Money(amount)} đ must be given back."));

    public WorkTask AccountMissing(Fee fee, DateTimeOffset now) => Make(PaymentTaskKinds.AccountMissing, fee.Id, fee.Dossier, Soon, now, (
        $"Khoản thu {fee.Number}: chưa có tài khoản thụ hưởng, hoặc có nhiều tài khoản cùng hợp. Bổ sung tài khoản.",
        $"Fee {fee.Number}: no account serves it, or two do equally. Add an account."));

    public WorkTask MessageUnclear(string messenger, string message, string code, DateTimeOffset now) => Make(PaymentTaskKinds.MessageUnclear, message, null, Soon, now, (
        $"Thông báo của {messenger} không đọc được thành khoản tiền ({code}). Đối chiếu với ngân hàng.",
        $"A message of {messenger} cannot be read as money ({code}). Compare with the bank."));

    public WorkTask OrderUnresolved(PlatformOrder order, DateTimeOffset now) => Make(PaymentTaskKinds.MessageUnclear, order.Reference, order.Dossier, Soon, now, (
        $"Nền tảng thanh toán quốc gia không cho biết kết quả lệnh {order.Reference} ({TimelineData.Money(order.Amount)} đ) đến hết hạn hỏi. Đối chiếu với nền tảng và ngân hàng.",
        $"The national PaymentPlatform never said how order {order.Reference} ({TimelineData.Money(order.Amount)} đ) ended. Compare with the platform and the bank."));

    public WorkTask ReversalUnplaced(string line, long amount, string account, DateTimeOffset now) => Make(PaymentTaskKinds.ReversalUnplaced, line, null, Soon, now, (
        $"Tài khoản {account} bị thu hồi {TimelineData.Money(amount)} đ mà không rõ của khoản tiền nào.",
        $"{TimelineData.Money(amount)} đ were taken back from account {account} and no payment fits."));

    /// <param name="source">Account, or terminal.</param>
    /// <param name="day">Of which the file would tell.</param>
    public WorkTask FileMissing(string source, bool isTerminal, DateOnly day, DateTimeOffset now) => Make(PaymentTaskKinds.FileMissing, SubjectOf(source, day), null, Soon, now, isTerminal
        ? ($"Chưa có tệp quyết toán của {source} cho ngày {Day(day)}. Yêu cầu đơn vị thanh toán thẻ gửi lại.", $"The settlement file of {source} for {Day(day)} has not come. Ask the acquirer for it.")
        : ($"Chưa có sao kê của tài khoản {source} cho ngày {Day(day)}. Yêu cầu ngân hàng gửi lại.", $"The statement of account {source} for {Day(day)} has not come. Ask the bank for it.")) with
    { Owner = PaymentCodes.Finance };

    public static string SubjectOf(string source, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{source}/{day:yyyy-MM-dd}");

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public WorkTask RefundUnplaced(string line, long amount, string account, DateTimeOffset now) => Make(PaymentTaskKinds.RefundUnplaced, line, null, Soon, now, (
        $"{TimelineData.Money(amount)} đ đã chi từ tài khoản {account} mang mã của trung tâm mà không khớp lệnh hoàn nào: sai số tiền, đã hoàn trước đó, hoặc chưa được duyệt.",
        $"{TimelineData.Money(amount)} đ left account {account} with a reference of the centre and fit no refund: another amount, refunded before, or never approved."));

    /// <param name="other">That told of the same money into another account.</param>
    public WorkTask AccountDiffers(Payment payment, Payment other, string? dossier, DateTimeOffset now) => Make(PaymentTaskKinds.AccountDiffers, payment.Id, dossier, Soon, now, (
        $"{Money(payment)} được báo hai lần với hai tài khoản: {other.Account} và {payment.Account}. Xem sao kê để biết tiền ở đâu.",
        $"{Money(payment)} were told of twice with two accounts: {other.Account} and {payment.Account}. See the statements to know where the money is."));

    public WorkTask ChargedBack(Payment payment, DateTimeOffset now) => Make(PaymentTaskKinds.ChargedBack, payment.Id, null, Soon, now, (
        $"{Money(payment)} bị tổ chức thẻ đòi lại. Xem chứng từ, gửi tra soát nếu không đồng ý.",
        $"{Money(payment)} were charged back. Look at the slip, dispute it if it is wrong."));

    private static string Money(Payment payment) => $"{TimelineData.Money(payment.Amount)} đ";

    private WorkTask Make(string kind, string subject, string? dossier, int days, DateTimeOffset now, Bilingual text) =>
        new(ids.Next().Value, kind, subject, dossier, Role.Operator, null, now, calendar.After(now, days), text.Vi, text.En);
}
