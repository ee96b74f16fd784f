using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core;
using Hub.Core.Approvals;
using Hub.Core.Intake;
using Hub.Core.Schemas.Explaining;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.Settings;

namespace Hub.Payments.Refunds;

/// <summary>Money that goes back to a payer. Its subject is the fee's id; no more is approved than is due and not approved yet.</summary>
public sealed class RefundKind(IPayments payments, PaymentsOptions options) : IProposalKind
{
    public const string KindName = "fee-refund";
    private const int MaxName = 100;
    private const int MaxAccount = 19;

    public string Name => KindName;

    public Bilingual Title { get; } = ("Hoàn tiền cho người nộp", "Refund to a payer");

    public IReadOnlyList<string> Roles { get; } = [PaymentCodes.Finance];

    public TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    public async Task<(ProposalBasis? Basis, Refusal? Refusal)> WeighAsync(string subject, ReadOnlyMemory<byte> after, CancellationToken ct)
    {
        if (await payments.FileAsync(subject, ct) is not { } file)
        {
            return (null, Wrong("/subject", "exists", ("subject là mã hồ sơ, dấu / và số khoản thu đã có.", "subject is the dossier, a slash and the number of a fee that exists.")));
        }

        RefundWish wish;
        try
        {
            wish = RefundDocument.Wish(after.Span);
        }
        catch (JsonException)
        {
            return (null, Wrong("/after", "json", ("after cần amount và payer có name, bin, account.", "after holds amount, and payer with name, bin and account.")));
        }

        // What is approved and not paid yet is still due, and promised.
        var free = FeeBalance.Of(file.Fee.Id, file.Payments).RefundDue - file.Fee.Refunds.Where(refund => refund.Line is null).Sum(refund => refund.Amount);
        var wrong = wish.Amount <= 0 || wish.Amount > free ? Wrong("/after/amount", "maximum", ($"Số tiền từ 1 đến {Math.Max(0, free)} đ còn phải hoàn.", $"The amount is 1 to the {Math.Max(0, free)} đ that are due."))
            : wish.Payer.Bin.Length != 6 || !wish.Payer.Bin.All(char.IsAsciiDigit) ? Wrong("/after/payer/bin", "pattern", ("bin là mã NAPAS sáu số.", "bin is NAPAS' six digits."))
            : wish.Payer.Account.Length is 0 or > MaxAccount || !wish.Payer.Account.All(char.IsAsciiLetterOrDigit) ? Wrong("/after/payer/account", "pattern", ("Số tài khoản gồm 1–19 chữ cái không dấu hoặc chữ số.", "The account has 1 to 19 letters and digits."))
            : wish.Payer.Name.Trim().Length is 0 or > MaxName ? Wrong("/after/payer/name", "maxLength", ($"Tên dài từ 1 đến {MaxName} ký tự.", $"The name has 1 to {MaxName} characters."))
            : null;
        // That schema knows the amount and no payee, so whom it goes to is hidden where personal data is.
        return wrong is not null ? (null, wrong) : (new ProposalBasis(
            RefundDocument.Present(file.Fee), RefundDocument.Of(wish with { Reference = await ReferenceAsync(file.Fee, wish, ct) }), LimitClass: "refund", file.Fee.Dossier, PaymentEventTypes.FeeRefunded), null);
    }

    // It follows from the wish, so that the same wish again is the same proposal.
    private async Task<string> ReferenceAsync(Fee fee, RefundWish wish, CancellationToken ct)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. RefundDocument.Present(fee), .. RefundDocument.Of(wish with { Reference = null }), .. System.Text.Encoding.UTF8.GetBytes(fee.Id)]));
        for (; ; number++)
        {
            var reference = PaymentReference.Of(options.Prefix, number).Text;
            if ((await payments.RequestsAsync([reference], ct)).Count == 0)
            {
                return reference;
            }
        }
    }

    private static Refusal Wrong(string pointer, string rule, Bilingual text) => new(RefusalNames.SchemaViolation, [new SchemaViolation(pointer, rule, text)]);
}
